import type { Declaration } from "../../../rollout/plan/declaration";
import { plan } from "../../../rollout/plan/plan";
import { announce } from "../../../rollout/run/announce";
import type { Progress } from "../../../rollout/run/progress";
import type { Servers } from "../../../rollout/run/servers";
import { hub, situation, type Spec } from "../../support/generate-changes";

/** What is said of a change of every site of a hub. */
function said(sites: number, change: (pair: Spec["pairs"][number]) => Partial<Spec["pairs"][number]>) {
  const from = hub(sites);
  const to = { ...from, pairs: from.pairs.map((pair) => ({ ...pair, ...change(pair) })) };
  const { servers, fleet, surveys } = situation(from, to);
  const lines: string[] = [];
  const line = (subject: string | readonly string[], what: string) =>
    void lines.push(`${typeof subject === "string" ? subject : subject.length}: ${what}`);
  announce(
    { servers: [], manifest: { component: "sites" } } as unknown as Declaration,
    {} as Servers,
    plan(servers, fleet, surveys, undefined, { width: 100, canary: false }),
    {},
    { line, each: () => undefined } as unknown as Progress,
  );
  return lines;
}

test("why fewer sites change at the same time than are allowed is said", () => {
  const shrunk = (sites: number) =>
    said(sites, ({ subnets }) => ({ subnets: subnets.map((subnet) => ({ ...subnet, pool: 98 })) }));
  expect(shrunk(85)).toEqual([
    "h0-dhcp4: will have up to 959 files open, and Kea ends when it has more than 1024: of its sites 22 change at the same time",
  ]);
  expect(shrunk(30)).toEqual([]);
});
