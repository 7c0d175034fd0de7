import { health, type RelationshipHealth } from "../../../kea/shown/health";
import type { Json, JsonMap } from "../../../kea/json";
import {
  causesOf,
  deathsIn,
  type Gate,
  neitherHears,
  troubleKey,
  troublesOf,
} from "../../../rollout/run/gate";
import { fleetOf } from "../../support/hub-and-spoke";

const MEMBERS = [
  ["berlin", "b", "primary"],
  ["hq", "h", "standby"],
  ["vault", "v", "backup"],
] as const;
const { relationships } = fleetOf(
  [{ name: "berlin", members: MEMBERS, subnets: ["10.1.0.0/24"] }],
  () => "10.0.0.1",
);

const member = (name: string, state: string, scopes: string[], partnerState?: string): Json => ({
  "high-availability": [
    {
      "ha-servers": {
        local: { "server-name": name, state, scopes },
        ...(partnerState && {
          remote: { "last-state": partnerState, "in-touch": partnerState !== "unavailable" },
        }),
      },
    },
  ],
});
const VAULT = member("v", "backup", []);
const BERLIN = member("b", "hot-standby", ["b"], "hot-standby");
const seen = (berlin: Json | undefined, hq: Json | undefined, vault: Json | null = VAULT) =>
  health(
    relationships[0]!,
    new Map([
      ["berlin-dhcp4", berlin],
      ["hq-dhcp4", hq],
      ["vault-dhcp4", vault ?? undefined],
    ]),
  );
const gate = (change: Partial<Gate> = {}): Gate => ({
  alone: [],
  before: new Set(),
  isLeftOut: () => false,
  hasDied: () => false,
  ...change,
});
const texts = (relationship: RelationshipHealth, change?: Partial<Gate>) =>
  troublesOf(relationship, relationship.members, gate(change)).map(({ text }) => text);
const died = (host: string): Partial<Gate> => ({
  hasDied: (one) => one.host === host && one.state === undefined,
});

test("a hub that is off since it waits for one site is told of by that site, not by all the others", () => {
  const off = (hub: Json) => ({ ...(hub as JsonMap), "dhcp-state": { "globally-disabled": true } });
  const told = (...all: readonly RelationshipHealth[]) =>
    causesOf(all.flatMap((one) => troublesOf(one, one.members, gate()))).map(({ text }) => text);
  const others = seen(BERLIN, off(member("h", "hot-standby", [], "hot-standby")));
  const waiting = seen(member("b", "hot-standby", ["b"], "waiting"), off(member("h", "waiting", [])));
  expect(told(others, waiting)).toEqual(["h on hq is waiting, not hot-standby."]);
  // Who was switched off by hand waits for nobody.
  expect(told(others)).toEqual(["h on hq is hot-standby, but its DHCP service is switched off."]);
});

test("what was wrong before is no matter, as long as the clients are served", () => {
  const interrupted = seen(BERLIN, member("h", "communication-recovery", [], "unavailable"));
  expect(texts(interrupted)).not.toEqual([]);
  const before = new Set(interrupted.troubles.map((text) => troubleKey(interrupted, text)));
  expect(texts(interrupted, { before })).toEqual([]);
  const unserved = seen(member("b", "waiting", []), member("h", "communication-recovery", [], "unavailable"));
  expect(texts(unserved, { before })).toEqual(unserved.troubles);
});

test("in a first deploy a hub may have its service off for sites that are still to come, and only that", () => {
  const off = (hub: Json) => ({ ...(hub as JsonMap), "dhcp-state": { "globally-disabled": true } });
  const found = seen(BERLIN, off(member("h", "hot-standby", [], "hot-standby")));
  expect(texts(found)).toEqual(["h on hq is hot-standby, but its DHCP service is switched off."]);
  expect(texts(found, { isFirst: true })).toEqual([]);
  const ready = seen(BERLIN, off(member("h", "ready", [], "hot-standby")));
  expect(texts(ready, { isFirst: true })).not.toEqual([]);
  // Who has it off and is to serve does not serve.
  const serving = seen(off(BERLIN), member("h", "hot-standby", [], "hot-standby"));
  expect(texts(serving, { isFirst: true })).toEqual(texts(serving));
});

test("who did not answer from the start is not waited for", () => {
  const relationship = seen(BERLIN, member("h", "hot-standby", [], "hot-standby"), null);
  expect(texts(relationship)).toEqual(["v on vault does not answer."]);
  expect(texts(relationship, { isLeftOut: ({ host }) => host === "vault" })).toEqual([]);
});

test("a site that dies meanwhile: its hub is waited for until it serves alone, and is not undone", () => {
  const waits = seen(undefined, member("h", "waiting", [], "unavailable"));
  const [trouble] = troublesOf(waits, waits.members, gate(died("berlin")));
  expect(trouble).toMatchObject({ text: "h on hq does not serve alone yet.", dead: { host: "berlin" } });
  const serves = seen(undefined, member("h", "partner-down", ["b"], "unavailable"));
  expect(texts(serves, died("berlin"))).toEqual([]);
  expect(deathsIn(serves, gate(died("berlin"))).map(({ text }) => text)).toEqual([
    "berlin: the partner of h on hq died meanwhile; hq runs the new configuration and serves alone. Start Kea on the partner, and roll out again.",
  ]);
});

test("a hub that has not noticed that its site died is waited for, too: it serves nobody yet", () => {
  const relationship = seen(undefined, member("h", "hot-standby", [], "hot-standby"));
  expect(texts(relationship, died("berlin"))).toEqual([
    "b on berlin does not answer, and h on hq has not noticed yet.",
  ]);
});

test("a hub that dies meanwhile leaves a site that serves as it is", () => {
  expect(texts(seen(BERLIN, undefined), died("hq"))).toEqual([]);
});

test("a backup that dies meanwhile undoes nothing", () => {
  const relationship = seen(BERLIN, member("h", "hot-standby", [], "hot-standby"), null);
  expect(texts(relationship, died("vault"))).toEqual([]);
  expect(deathsIn(relationship, gate(died("vault"))).map(({ text }) => text)).toEqual([
    "berlin: v on vault died meanwhile. Start Kea there, and roll out again.",
  ]);
});

describe("members that do not hear each other", () => {
  /** What a member says of a partner; Kea calls one that did not answer in touch until it takes it for lost. */
  const saying = (name: string, remote: JsonMap): Json => ({
    "high-availability": [
      { "ha-servers": { local: { "server-name": name, state: "waiting", scopes: [] }, remote } },
    ],
  });
  const unheard: JsonMap = {
    "in-touch": true,
    "communication-interrupted": false,
    "last-state": "unavailable",
  };

  test("are seen at their first heartbeats, not when Kea takes them for lost", () => {
    expect(neitherHears(seen(saying("b", unheard), saying("h", unheard)))).toBe(true);
    expect(neitherHears(seen(saying("b", { "in-touch": false }), saying("h", unheard)))).toBe(true);
  });

  test("are not taken for a pair of which one hears, or cannot be asked", () => {
    expect(neitherHears(seen(saying("b", unheard), saying("h", { ...unheard, "last-state": "ready" })))).toBe(
      false,
    );
    expect(neitherHears(seen(saying("b", unheard), undefined))).toBe(false);
  });
});
