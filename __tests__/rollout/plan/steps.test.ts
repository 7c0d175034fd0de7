import {
  describeEnds,
  describeInterruption,
  describePlannedStep,
  describeStep,
  type End,
  type Step,
} from "../../../rollout/plan/steps";

const served = { ms: 0, why: "its partner serves meanwhile", avoidable: false, relationships: [] };
const set = (sends: string): Step => ({ kind: "set", server: "kea1-dhcp4", sends, interruption: served });
const scopes = { relationship: "net28", helper: "kea1-dhcp4", member: "server2", scopes: [] } as const;

test.each<[Step, string, string]>([
  [
    { kind: "hand-over", owner: "kea2-dhcp4", ...scopes },
    "serves net28 for kea2-dhcp4",
    "will serve net28 for kea2-dhcp4",
  ],
  [set("declared"), "configuration set", "will get its new configuration"],
  [set("previous"), "previous configuration set", "will get its previous configuration"],
  [
    set("widened and known"),
    "temporary configuration set, with subnets that go later and new subnets that it does not serve yet",
    "will get a temporary configuration, with subnets that go later and new subnets that it does not serve yet",
  ],
  [
    set("emptied"),
    "temporary configuration set, with subnets that it serves no more and that go later",
    "will get a temporary configuration, with subnets that it serves no more and that go later",
  ],
  [
    set("quick"),
    "temporary configuration set, with short heartbeats until its members have found each other",
    "will get a temporary configuration, with short heartbeats until its members have found each other",
  ],
  [
    set("previous and quick"),
    "previous configuration set, with short heartbeats until its members have found each other",
    "will get its previous configuration, with short heartbeats until its members have found each other",
  ],
  [
    set("two-way"),
    "temporary configuration set, with its control sockets of before beside the declared ones",
    "will get a temporary configuration, with its control sockets of before beside the declared ones",
  ],
  [
    { kind: "move-in", server: "kea1-dhcp4" },
    "reached by its declared control socket",
    "will have to be reached by its declared control socket",
  ],
  [
    { kind: "settle", server: "kea1-dhcp4", members: [] },
    "back to normal",
    "will be waited for until it is back to normal",
  ],
  [
    { kind: "settle", server: "kea1-dhcp4", members: [], isFirst: true },
    "answers, and waits for its sites",
    "will have to answer; its sites come next",
  ],
  [{ kind: "give-back", ...scopes }, "hands net28 back", "will hand net28 back"],
  [{ kind: "give-back", ...scopes, isOwn: true }, "serves net28 again", "will serve net28 again"],
  [{ kind: "pause", ...scopes }, "stops serving net28", "will stop serving net28"],
  [
    { kind: "gate", relationships: ["net28"] },
    "healthy from both ends",
    "will have to be healthy, seen from both ends",
  ],
  [{ kind: "persist", server: "kea1-dhcp4" }, "written to its start-up file", "will write its start-up file"],
])("a step that is done says what happened, a planned one what will: %#", (step, done, planned) => {
  expect([describeStep(step), describePlannedStep(step)]).toEqual([done, planned]);
});

test("what nobody gives afterwards is said instead of an interruption", () => {
  const end = (subnet: string, offer: End["offer"]): End => ({ subnet, offer });
  expect(
    describeInterruption({
      ...served,
      ends: [end("10.1.0.0/24", "anything"), end("10.2.0.0/24", "anything")],
    }),
  ).toBe("nobody serves 10.1.0.0/24 and 10.2.0.0/24 afterwards, as it is declared");
  expect(describeEnds([end("2001:db8::/64", "addresses"), end("2001:db8:1::/64", "prefixes")])).toBe(
    "nobody gives addresses from a pool of 2001:db8::/64 afterwards; nobody delegates prefixes of 2001:db8:1::/64 afterwards",
  );
});

test("an interruption says whom it will hit, for how long and why", () => {
  expect(describeInterruption(served)).toBe("no interruption: its partner serves meanwhile");
  const hit = { ms: 1500, why: "its members have to change together", avoidable: false };
  expect(describeInterruption({ ...hit, relationships: ["net28", "net29"] })).toBe(
    "will interrupt net28, net29 for about 1.5 s: its members have to change together",
  );
});
