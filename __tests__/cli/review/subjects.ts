import type { Subject } from "../../../cli/review/subject";
import { controlSocket } from "../../../kea/model/paths";
import { findings } from "../../../kea/rules/findings";
import { hub, situation, type Spec } from "../../support/generate-changes";

/** A component that goes from one topology to another, as a plan tells it. */
export function subjectOf(from: Spec, to: Spec, more: Partial<Subject> = {}): Subject {
  const { servers: all, surveys, fleet } = situation(from, to);
  const control = { type: "unix", socket: controlSocket(from.family) } as const;
  const servers = all.map((server) => ({ ...server, control }));
  return {
    declaration: {
      manifest: { format: 1, component: "dhcp/hub", servers, relationships: [] },
      servers,
      fleet,
      findings: findings(fleet),
    },
    running: new Map([...surveys].map(([name, { running }]) => [name, running])),
    lost: [],
    unsure: [],
    rests: false,
    notes: [],
    sensitive: [],
    ...more,
  };
}

export const HUB = hub(2);

/** A hub of which the first relationship is another. */
export const withFirst = (change: Partial<Spec["pairs"][number]>, from = HUB): Spec => ({
  ...from,
  pairs: from.pairs.map((pair, index) => (index === 0 ? { ...pair, ...change } : pair)),
});

/** A pool that ends one address earlier. */
export const POOL = withFirst({ subnets: [{ id: 1, net: 1, pool: 98, shared: false }] });
/** Another port: the members change together. */
export const PORT = withFirst({ port: 8100 });
