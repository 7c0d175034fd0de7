import { differences } from "../../../kea/canonical/difference";
import { differencesInWords, firstFew } from "../../../kea/shown/difference-words";
import { KeaVersion } from "../../../kea/model/release-lines";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
type Loose = any;

const words = (declared: Loose, running: Loose, root = "Dhcp4", names?: [string, string][]) =>
  differencesInWords(differences({ [root]: declared }, { [root]: running }, KeaVersion.V3_0), new Map(names));

const subnet = (more: Loose = {}): Loose => ({ subnet4: [{ id: 1, subnet: "10.1.0.0/24", ...more }] });
const relationship = (more: Loose = {}, member: Loose = {}): Loose => ({
  "hooks-libraries": [
    {
      library: "libdhcp_ha.so",
      parameters: {
        "high-availability": [
          {
            "this-server-name": "hub.berlin",
            mode: "hot-standby",
            ...more,
            peers: [{ name: "berlin", url: "http://10.1.0.1:8000/", role: "primary", ...member }],
          },
        ],
      },
    },
  ],
});

test("a pool that gets other ends is one change", () => {
  const pool = (range: string) => subnet({ pools: [{ pool: range }] });
  expect(words(pool("10.1.0.10-10.1.0.250"), pool("10.1.0.10-10.1.0.200"))).toEqual([
    "~ subnet 10.1.0.0/24 (id 1): pool 10.1.0.10-10.1.0.200 becomes 10.1.0.10-10.1.0.250 (50 more addresses)",
  ]);
});

test("a pool elsewhere, or one that changes otherwise, too, is one that goes and one that comes", () => {
  const pool = (range: string, more: Loose = {}) => subnet({ pools: [{ pool: range, ...more }] });
  expect(words(pool("10.1.0.150-10.1.0.180"), pool("10.1.0.10-10.1.0.50"))).toEqual([
    "+ subnet 10.1.0.0/24 (id 1): pool 10.1.0.150-10.1.0.180",
    "- subnet 10.1.0.0/24 (id 1): pool 10.1.0.10-10.1.0.50",
  ]);
  expect(words(pool("10.1.0.10-10.1.0.60", { "pool-id": 7 }), pool("10.1.0.10-10.1.0.50"))).toHaveLength(2);
});

test("a relationship has its name, times have their unit, what nobody declared is said", () => {
  const named: [string, string][] = [["hub.berlin", "berlin"]];
  expect(
    words(
      relationship({ "heartbeat-delay": 5000 }),
      relationship({ "heartbeat-delay": 10000 }),
      "Dhcp4",
      named,
    ),
  ).toEqual(["~ relationship berlin: heartbeat-delay 10000 becomes 5000 (ms)"]);
  expect(words(relationship(), relationship({ "heartbeat-delay": 5000 }))).toEqual([
    "~ relationship hub.berlin: heartbeat-delay 5000 becomes 10000 (ms; not declared)",
  ]);
});

test("a member is told by its name", () => {
  expect(words(relationship({}, { role: "secondary" }), relationship())).toEqual([
    "~ relationship hub.berlin, member berlin: role primary becomes secondary",
  ]);
});

test("a password is never shown, a user name is", () => {
  const lines = [
    ...words(
      relationship({}, { "basic-auth-user": "kea", "basic-auth-password": "s3cret-a" }),
      relationship({}, { "basic-auth-password": "s3cret-b" }),
    ),
    ...words({ "lease-database": { type: "memfile", password: "s3cret-c" } }, {}),
    ...words(
      { "hooks-libraries": [{ library: "libdhcp_x.so", parameters: { servers: [{ secret: "s3cret-d" }] } }] },
      { "hooks-libraries": [{ library: "libdhcp_x.so", parameters: { servers: [] } }] },
    ),
    ...words(
      {
        "control-sockets": [
          {
            "socket-type": "http",
            authentication: { type: "basic", clients: [{ user: "u", password: "s3cret-e" }] },
          },
        ],
      },
      { "control-sockets": [{ "socket-type": "http" }] },
    ),
  ];
  expect(lines.join("\n")).not.toContain("s3cret");
  expect(lines).toContain("+ relationship hub.berlin, member berlin: basic-auth-user kea");
  expect(lines).toContain(
    "~ relationship hub.berlin, member berlin: basic-auth-password changes (not shown)",
  );
  expect(lines).toContain("+ lease-database: password (not shown)");
});

test("options, reservations, classes and loggers are told by their names", () => {
  expect(
    words(
      {
        ...subnet({
          "option-data": [{ name: "routers", data: "10.1.0.1" }],
          reservations: [{ "hw-address": "AABBCC010203", "ip-address": "10.1.0.9" }],
        }),
        "client-classes": [{ name: "voip" }],
        "option-data": [{ code: 15, data: "example.org" }],
      },
      {
        ...subnet(),
        loggers: [{ name: "kea-dhcp4", severity: "INFO" }],
        "option-data": [{ code: 15, name: "domain-name", data: "example.com" }],
      },
    ).sort(),
  ).toEqual([
    "+ class voip",
    "+ subnet 10.1.0.0/24 (id 1): option routers 10.1.0.1",
    "+ subnet 10.1.0.0/24 (id 1): reservation for aa:bb:cc:01:02:03 10.1.0.9",
    "- logger kea-dhcp4",
    "~ option domain-name: data example.com becomes example.org",
  ]);
});

test("an option for some classes, or of another space, says so", () => {
  expect(
    words(
      {
        "option-data": [
          { name: "routers", data: "10.1.0.1", "client-classes": ["red"] },
          { code: 7, space: "mine", "csv-format": false, data: "01" },
        ],
      },
      {},
    ),
  ).toEqual(["+ option routers for red 10.1.0.1", "+ option 7 of space mine 01"]);
});

test("two long values are shown where they first differ", () => {
  const test = (end: string) => ({ "client-classes": [{ name: "a", test: `${"x".repeat(200)}${end}` }] });
  expect(words(test("new"), test("old"))).toEqual([
    `~ class a: test ...${"x".repeat(15)}old becomes ...${"x".repeat(15)}new`,
  ]);
});

test("relationships in another order are told by their names", () => {
  const both = (...names: string[]) => ({
    "hooks-libraries": [
      {
        library: "libdhcp_ha.so",
        parameters: {
          "high-availability": names.map((name) => ({
            "this-server-name": name,
            mode: "hot-standby",
            peers: [],
          })),
        },
      },
    ],
  });
  expect(words(both("a", "b"), both("b", "a"))).toEqual([
    "~ relationships in another order: b, a becomes a, b",
  ]);
});

test("a key that no schema knows stays", () => {
  expect(words({}, { "quite-new": { a: 1 } })).toEqual([
    '? quite-new {"a":1}, which is not known here, stays',
  ]);
});

test("a note of a user is told with the way to it", () => {
  expect(
    words(
      subnet({ "user-context": { site: { floor: 2 } } }),
      subnet({ "user-context": { site: { floor: 1 } } }),
    ),
  ).toEqual(["~ subnet 10.1.0.0/24 (id 1): user-context/site/floor 1 becomes 2"]);
});

test("of many lines the first three, and how many more", () => {
  expect(firstFew(["a", "b", "c", "d", "e"])).toBe("a; b; c; and 2 more");
  expect(firstFew(["a", "b"])).toBe("a; b");
});
