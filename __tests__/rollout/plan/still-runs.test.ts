import { changeAt, type JsonMap } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import { asGiven, stillRuns } from "../../../rollout/plan/still-runs";

const SERVER = { family: Family.V4, kea: KeaVersion.V3_0 };
const KNOWN: JsonMap = {
  Dhcp4: { "valid-lifetime": 3600, "dhcp-ddns": { "enable-updates": true, "server-ip": "10.0.0.9" } },
};
const changed = (...path: string[]) => changeAt(KNOWN, ["Dhcp4", ...path], () => false) as JsonMap;

test("a server that runs something else does not run what it ran", () => {
  expect(stillRuns(SERVER, KNOWN, KNOWN)).toBe(true);
  const other = changeAt(KNOWN, ["Dhcp4", "valid-lifetime"], () => 4000) as JsonMap;
  expect(stillRuns(SERVER, KNOWN, other)).toBe(false);
});

test("a server whose Kea has suspended DNS updates still runs what it ran", () => {
  const suspended = changed("dhcp-ddns", "enable-updates");
  expect(stillRuns(SERVER, KNOWN, suspended)).toBe(true);
  expect(stillRuns(SERVER, suspended, KNOWN)).toBe(false);
});

test("what is gone back to has DNS updates on where Kea alone has suspended them, and is else what ran", () => {
  const suspended = changed("dhcp-ddns", "enable-updates");
  expect(asGiven(SERVER, KNOWN, suspended)).toEqual(KNOWN);
  expect(asGiven(SERVER, suspended, suspended)).toEqual(suspended);
  expect(asGiven(SERVER, undefined, suspended)).toEqual(suspended);
  const others = changeAt(suspended, ["Dhcp4", "valid-lifetime"], () => 4000) as JsonMap;
  expect(asGiven(SERVER, KNOWN, others)).toEqual(others);
});

test("of a server that takes over what a database has for it nobody can say what it runs", () => {
  const known = { Dhcp4: { "config-control": { "config-databases": [{ type: "mysql", name: "kea" }] } } };
  expect(stillRuns(SERVER, known, KNOWN)).toBeUndefined();
});
