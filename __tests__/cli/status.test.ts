import { type RelationshipStatus, statusText } from "../../cli/status";

const member = {
  ...{ surplus: [], paused: [], partnerState: undefined, enabled: true, troubles: [] },
  ...{ answers: true, scopes: [] as string[], inTouch: undefined as boolean | undefined },
};
const RELATIONSHIP: RelationshipStatus = {
  name: "berlin-to-headquarters",
  healthy: false,
  served: true,
  troubles: [],
  members: [
    {
      ...{ ...member, host: "berlin", name: "berlin", role: "primary", state: "partner-down" },
      ...{ scopes: ["berlin", "hq"], inTouch: false },
    },
    { ...member, host: "hq", name: "hq", role: "standby", state: undefined, answers: false },
    { ...member, host: "vault", name: "vault", role: "backup", state: undefined },
  ],
  leases: { berlin: 12, hq: undefined, vault: 3 },
};

test("a terminal with room shows a table, a line per member", () => {
  const text = statusText([RELATIONSHIP], { width: 120, colours: false });
  expect(text).toMatch(/^relationship +member +host +role +state +serves +in touch +leases$/m);
  expect(text).toMatch(/ hq +hq +standby +no answer +- +- +\?$/m);
  expect(text).toMatch(/ vault +vault +backup +not in it +- +- +3$/m);
});

test("a narrow terminal shows a list, and no line is longer than it", () => {
  expect(statusText([RELATIONSHIP], { width: 40, colours: false })).toBe(
    `berlin-to-headquarters
  not healthy
  berlin on berlin, primary:
  partner-down; serves berlin hq; not in
  touch; leases: 12
  hq on hq, standby: no answer; leases:
  ?
  vault on vault, backup: not in it;
  leases: 3`,
  );
});

test("text of servers cannot change the terminal", () => {
  const evil = "hot\u001b[2J\u001b]0;x\u0007";
  const changes = { name: evil, host: evil, role: evil, state: evil, scopes: [evil] };
  const members = [{ ...RELATIONSHIP.members[0]!, ...changes }];
  const spoilt: RelationshipStatus = { ...RELATIONSHIP, name: evil, members };
  for (const width of [400, 40]) {
    const text = statusText([spoilt], { width, colours: false });
    expect(text).toContain("hot\\u001b[2J\\u001b]0;x\\u0007");
    // eslint-disable-next-line no-control-regex -- those are the ones
    expect(text).not.toMatch(/[\u001b\u0007]/);
  }
});
