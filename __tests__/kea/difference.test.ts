import { readFileSync } from "node:fs";
import { join } from "node:path";
import { differences } from "../../kea/difference";
import { KeaVersion } from "../../kea/model/profiles";

/** Declared configurations, and what `config-get` of a real Kea returned for them. */
const RECORDED = [
  ["2.6.3-v4", KeaVersion.V2_6],
  ["2.6.3-v6", KeaVersion.V2_6],
  ["3.0.4-v4", KeaVersion.V3_0],
  ["3.0.4-v6", KeaVersion.V3_0],
] as const;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
function recorded(name: string): { declared: any; running: any } {
  return JSON.parse(readFileSync(join(__dirname, "config-get", `${name}.json`), "utf8"));
}

describe.each(RECORDED)("against Kea %s", (name, kea) => {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
  let declared: any, running: any, root: any, live: any, subnets: string;
  beforeEach(() => {
    ({ declared, running } = recorded(name));
    const key = Object.keys(declared)[0]!;
    [root, live, subnets] = [declared[key], running[key], key === "Dhcp4" ? "subnet4" : "subnet6"];
  });
  const found = () =>
    differences(declared, running, kea).map(({ kind, path }) => `${kind} ${path.slice(1).join("/")}`);

  test("defaults that Kea filled in are no difference", () => {
    expect(found()).toEqual([]);
  });

  test("a pool that is declared with other ends is one missing and one undeclared", () => {
    root[subnets][0].pools[0].pool = root[subnets][0].pools[0].pool.replace(/\d$/, "8");
    expect(found().map((line) => line.split("/").slice(0, 3).join("/"))).toEqual([
      `missing ${subnets}/1/pools`,
      `undeclared ${subnets}/1/pools`,
    ]);
  });

  test("a subnet that somebody added is a difference", () => {
    live[subnets].push({ ...live[subnets][0], id: 77 });
    expect(found()).toEqual([`undeclared ${subnets}/77`]);
  });

  test("a declared setting that is taken back is a difference until Kea has its default", () => {
    delete root["decline-probation-period"];
    expect(found()).toEqual(["undeclared decline-probation-period"]);
    live["decline-probation-period"] = 86400;
    expect(found()).toEqual([]);
  });

  test("a timer that somebody changed is a difference", () => {
    live["hooks-libraries"][0].parameters["high-availability"][1]["heartbeat-delay"] = 5000;
    expect(found()).toEqual([
      "undeclared hooks-libraries/libdhcp_ha.so/parameters/high-availability/server4/heartbeat-delay",
    ]);
  });

  test("relationships in another order are a difference, since the first one holds Kea's switch", () => {
    live["hooks-libraries"][0].parameters["high-availability"].reverse();
    expect(found()).toEqual(["changed hooks-libraries/libdhcp_ha.so/parameters/high-availability"]);
  });

  test("pools, libraries and options in Kea's spelling are no difference", () => {
    root[subnets][0].pools[0].pool = root[subnets][0].pools[0].pool.replace("-", " - ");
    root["hooks-libraries"][0].library = "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_ha.so";
    expect(found()).toEqual([]);
  });
});
