import type { JsonMap } from "../../../kea/json";
import type { Declaration } from "../../../rollout/plan/declaration";
import { type Plan, plan } from "../../../rollout/plan/plan";
import { announce } from "../../../rollout/run/announce";
import type { Progress } from "../../../rollout/run/progress";
import type { Servers } from "../../../rollout/run/servers";
import { hub, situation, type Spec } from "../../support/generate-changes";

/** What is said of a change of every site of a hub. */
function said(sites: number, change: (pair: Spec["pairs"][number]) => Partial<Spec["pairs"][number]>) {
  const from = hub(sites);
  const to = { ...from, pairs: from.pairs.map((pair) => ({ ...pair, ...change(pair) })) };
  const { servers, fleet, surveys } = situation(from, to);
  return linesOf(plan(servers, fleet, surveys, undefined, { width: 100, canary: false }));
}

function linesOf(todo: Plan) {
  const lines: string[] = [];
  const line = (subject: string | readonly string[], what: string) =>
    void lines.push(`${typeof subject === "string" ? subject : subject.length}: ${what}`);
  announce(
    { servers: [], manifest: { component: "sites" } } as unknown as Declaration,
    {} as Servers,
    todo,
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

test("of what a server served by itself, what ends otherwise than its takeover says is said of its step", () => {
  const from = hub(1);
  const subnets = [{ id: 1, net: 1, pool: 0, shared: false }];
  const to = { ...from, pairs: from.pairs.map((pair) => ({ ...pair, subnets })) };
  const { servers, fleet, surveys } = situation(from, to);
  const pools = [{ pool: "10.1.0.10-10.1.0.99" }];
  const subnet4 = [
    { id: 1, subnet: "10.1.0.0/24", pools },
    { id: 9, subnet: "10.9.0.0/24", pools: [{ pool: "10.9.0.10-10.9.0.99" }] },
  ];
  const alone = new Map(
    [...surveys].map(([name, survey]) => {
      const isSite = name === "h1-dhcp4";
      const Dhcp4: JsonMap = isSite
        ? { "interfaces-config": { interfaces: ["eth0"] }, subnet4 }
        : { "interfaces-config": { interfaces: [] } };
      return [name, { ...survey, running: { Dhcp4 }, status: {}, commands: [] }];
    }),
  );
  const lines = linesOf(plan(servers, fleet, alone)).filter((line) => line.includes("nobody serves"));
  expect(lines).toEqual([
    "h1-dhcp4: 10.9.0.0/24 (id 9) is declared nowhere here: nobody serves it afterwards.",
    "h1-dhcp4: once it is set, nobody serves 10.1.0.0/24 afterwards",
  ]);
});
