import { readFleet } from "../../../kea/fleet/read";
import { health, isPassing } from "../../../kea/shown/health";
import { Family } from "../../../kea/model/family";

const peers = [
  { name: "server1", url: "http://10.0.0.1:8000/", role: "primary" },
  { name: "server2", url: "http://10.0.0.2:8000/", role: "standby" },
  { name: "server3", url: "http://10.0.0.3:8000/", role: "backup" },
];

const config = (self: string) => ({
  Dhcp4: {
    "hooks-libraries": [
      { parameters: { "high-availability": [{ "this-server-name": self, mode: "hot-standby", peers }] } },
    ],
  },
});

const relationship = readFleet([
  { host: "one", family: Family.V4, config: config("server1") },
  { host: "two", family: Family.V4, config: config("server2") },
  { host: "three", family: Family.V4, config: config("server3") },
]).relationships[0]!;

/** What a member's `status-get` says, changed as given. */
function status(self: string, partner: string, local: object = {}, remote: object = {}, server: object = {}) {
  return {
    "dhcp-state": { "globally-disabled": false },
    sockets: { status: "ready" },
    "high-availability": [
      {
        "ha-mode": "hot-standby",
        "ha-servers": {
          local: {
            "server-name": self,
            state: "hot-standby",
            scopes: self === "server1" ? ["server1"] : [],
            ...local,
          },
          ...(self !== "server3" && {
            remote: {
              "server-name": partner,
              "last-state": "hot-standby",
              "in-touch": true,
              "communication-interrupted": false,
              ...remote,
            },
          }),
        },
      },
    ],
    ...server,
  };
}

function judge(
  one: object | undefined = status("server1", "server2"),
  two: object | undefined = status("server2", "server1"),
) {
  return health(
    relationship,
    new Map([
      ["one-dhcp4", one],
      ["two-dhcp4", two],
      ["three-dhcp4", status("server3", "", { state: "backup" })],
    ] as never),
  );
}

test("primary serving, standby with no scopes and a backup is healthy", () => {
  expect(judge()).toMatchObject({ healthy: true, troubles: [], next: undefined });
});

test("of a server that does not answer, nobody says whether its DHCP service is on", () => {
  const { members } = health(relationship, new Map([["one-dhcp4", status("server1", "server2")]]) as never);
  expect(members.map(({ enabled }) => enabled)).toEqual([true, undefined, undefined]);
});

test("a standby that took over is told apart from one that stands by", () => {
  const found = judge(
    undefined,
    status("server2", "server1", { state: "partner-down", scopes: ["server1"] }, { "in-touch": false }),
  );
  expect(found.healthy).toBe(false);
});

test.each<[string, Parameters<typeof judge>, string, RegExp]>([
  [
    "a server whose switch is off although its state looks normal",
    [status("server1", "server2", {}, {}, { "dhcp-state": { "globally-disabled": true } })],
    "server1 on one is hot-standby, but its DHCP service is switched off.",
    /^Send it dhcp-enable, /,
  ],
  [
    "a member that only its partner sees as gone",
    [undefined, status("server2", "server1", {}, { "last-state": "unavailable" })],
    "server2 on two sees server1 as unavailable, which says that it is hot-standby.",
    /^Wait for its next heartbeat; .* between two and one\.$/,
  ],
  [
    "both members serving",
    [undefined, status("server2", "server1", { scopes: ["server1"] })],
    "server2 on two serves the scope of server1, not nothing.",
    /^Roll out again: /,
  ],
  [
    "nobody serving",
    [status("server1", "server2", { scopes: [] })],
    "server1 on one serves nothing, not the scope of server1.",
    /^Roll out again: .* Or send it ha-scopes with server1\.$/,
  ],
  [
    "a member without HA",
    [status("server1", "server2", {}, {}, { "high-availability": undefined })],
    "server1 on one answers, and does not run this relationship.",
    /^Roll out /,
  ],
  [
    "a member that does not hear its partner",
    [status("server1", "server2", {}, { "in-touch": false })],
    "server1 on one is not in touch with server2.",
    /^Start Kea on two, or mend the network between one and two\.$/,
  ],
  [
    "sockets that could not be opened",
    [status("server1", "server2", {}, {}, { sockets: { status: "failed" } })],
    "server1 on one has its DHCP sockets failed.",
    /^Give the interfaces that Kea listens on at one /,
  ],
])("not healthy: %s", (_, [one, two], trouble, next) => {
  const found = judge(one, two);
  expect(found).toMatchObject({ healthy: false, troubles: [trouble] });
  expect(found.next).toMatch(next);
});

test.each<[string, object, RegExp]>([
  [
    "another of its relationships",
    { "disabled-by-local-command": [1001] },
    /^Wait: another relationship on one /,
  ],
  [
    "a partner that fetches leases",
    { "disabled-by-remote-command": [2000] },
    /^Wait: a partner fetches leases from one; /,
  ],
  ["somebody", { "disabled-by-user": true, "disabled-by-remote-command": [2000] }, /^Send it dhcp-enable, /],
])(
  "a server that %s has switched off is told apart, since dhcp-enable would not help everywhere",
  (_, by, next) => {
    const off = { "dhcp-state": { "globally-disabled": true, ...by } };
    expect(judge(status("server1", "server2", {}, {}, off)).next).toMatch(next);
  },
);

test("nobody is told to wait where a relationship waits in vain for a terminated member: it is named, and its remedy", () => {
  const remedy =
    "waits in vain for site2, which is terminated. Mend clocks or subnets, and send ha-reset to site2, or restart Kea there.";
  const server = status("server1", "server2");
  const other = {
    "ha-servers": {
      local: { "server-name": "hub2", state: "waiting", scopes: [] },
      remote: { "server-name": "site2", "last-state": "terminated", "in-touch": true },
    },
  };
  const off = (id: number) => ({
    ...server,
    "dhcp-state": { "globally-disabled": true, "disabled-by-local-command": [id] },
    "high-availability": [...server["high-availability"], other],
  });
  expect(judge(off(1001)).next).toBe(`Another relationship on one holds that switch: hub2 ${remedy}`);
  expect(judge(off(1002)).next).toMatch(/^Wait: /);

  const waiting = status(
    "server1",
    "server2",
    { state: "waiting", scopes: [] },
    { "last-state": "terminated" },
  );
  const ended = status("server2", "server1", { state: "terminated" }, { "last-state": "waiting" });
  expect(judge(waiting, ended).next).toBe(`server1 ${remedy.replaceAll("site2", "server2")}`);
  const [standby, primary] = [
    status("server2", "server1", { state: "waiting" }),
    status("server1", "server2", { state: "terminated" }),
  ];
  expect(judge(primary, standby).next).toMatch(/send ha-reset to server1, or restart Kea there\.$/);
});

test("a member whose partner was told to serve for it does not pause", () => {
  const told = status("server2", "server1", { scopes: ["server1"] });
  const found = judge(status("server1", "server2", { scopes: [] }), told);
  expect(found.members[0]!.paused).toEqual([]);
  expect(judge(status("server1", "server2", { scopes: [] })).members[0]!.paused).toEqual(["server1"]);
});

test("every abnormal state comes with a next action", () => {
  for (const state of ["waiting", "partner-down", "terminated", "in-maintenance", "communication-recovery"]) {
    const { next } = judge(status("server1", "server2", { state }));
    expect(next).toMatch(/\.$/);
    expect(next).not.toMatch(/log/);
  }
});

test("a state that nobody expects sends people to the log, and says whose", () => {
  expect(judge(status("server1", "server2", { state: "strange" })).next).toMatch(
    /^Look into Kea's log on one /,
  );
});

test.each<[string, boolean, Parameters<typeof judge>]>([
  ["its partner synchronises", true, [status("server1", "server2", { state: "syncing" })]],
  [
    "its partner has synchronised, which a member learns with its next heartbeat",
    true,
    [undefined, status("server2", "server1", { scopes: ["server1"] }, { "last-state": "waiting" })],
  ],
  [
    "a member does not reach its partner",
    false,
    [undefined, status("server2", "server1", {}, { "last-state": "unavailable" })],
  ],
  [
    "its partner terminated",
    false,
    [
      status("server1", "server2", { state: "terminated" }),
      status("server2", "server1", { state: "waiting" }),
    ],
  ],
])("a relationship that is not healthy since %s: gets healthy by itself: %s", (_, passing, [one, two]) => {
  expect(isPassing(judge(one, two))).toBe(passing);
});
