import { readFileSync } from "node:fs";
import { join } from "node:path";
import { differences } from "../../../kea/canonical/difference";
import { KeaVersion } from "../../../kea/model/release-lines";

/** Declared configurations, and what `config-get` of a real Kea returned for them. */
const RECORDED = [
  ["2.6.3-v4", KeaVersion.V2_6],
  ["2.6.3-v6", KeaVersion.V2_6],
  ["3.0.4-v4", KeaVersion.V3_0],
  ["3.0.4-v6", KeaVersion.V3_0],
] as const;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
function recorded(name: string): { declared: any; running: any } {
  return JSON.parse(readFileSync(join(__dirname, "../config-get", `${name}.json`), "utf8"));
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

const V4 = "Dhcp4";
const V6 = "Dhcp6";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
type Loose = any;

function found(root: string, declared: Loose, running: Loose, kea = KeaVersion.V3_0): string[] {
  return differences({ [root]: declared }, { [root]: running }, kea).map(
    ({ kind, path }) => `${kind} ${path.slice(1).join("/")}`,
  );
}

const subnet4 = (more: Loose): Loose => ({ subnet4: [{ id: 1, subnet: "10.1.0.0/24", ...more }] });
const subnet6 = (more: Loose): Loose => ({ subnet6: [{ id: 1, subnet: "2001:db8:1::/64", ...more }] });
const options = (...list: Loose[]): Loose => ({ "option-data": list });

describe("what is no difference", () => {
  test.each<[string, string, Loose, Loose]>([
    [
      "an option by code, and Kea's answer",
      V4,
      options({ code: 6, data: "192.0.2.1" }),
      options({
        space: "dhcp4",
        code: 6,
        name: "domain-name-servers",
        data: "192.0.2.1",
        "csv-format": true,
        "always-send": false,
        "never-send": false,
      }),
    ],
    [
      "an option by name alone in a space of a vendor",
      V4,
      options({ name: "tftp-servers", space: "vendor-4491", data: "192.0.2.4" }),
      options({ name: "tftp-servers", code: 2, space: "vendor-4491", data: "192.0.2.4", "csv-format": true }),
    ],
    [
      "an option of a vendor by name and by code, where neither was ever read from Kea",
      V6,
      options({ name: "syslog-servers", space: "vendor-4491", data: "2001:DB8::9" }),
      options({ code: 34, space: "vendor-4491", data: "2001:db8:0::9" }),
    ],
    [
      "an option of a relay by name and by code",
      V4,
      options({ name: "link-selection", space: "dhcp-agent-options-space", data: "192.0.2.9" }),
      options({ code: 5, space: "dhcp-agent-options-space", data: "192.0.2.9" }),
    ],
    [
      "an option of a vendor that is defined anew, since Kea goes on using its own",
      V4,
      {
        "option-def": [{ name: "mine", code: 2, space: "vendor-4491", type: "string" }],
        ...options({ name: "tftp-servers", space: "vendor-4491", data: "192.0.2.4" }),
      },
      {
        "option-def": [{ name: "mine", code: 2, space: "vendor-4491", type: "string" }],
        ...options({ code: 2, space: "vendor-4491", data: "192.0.2.4" }),
      },
    ],
    [
      "hexadecimal data in small letters",
      V4,
      options({ code: 12, "csv-format": false, data: "6b:65:61" }),
      options({ code: 12, name: "host-name", "csv-format": false, data: "6B6561" }),
    ],
    [
      "option 43 in hexadecimal, which Kea shows as empty",
      V4,
      options({ code: 43, "csv-format": false, data: "0102" }),
      options({ code: 43, name: "vendor-encapsulated-options", "csv-format": false, data: "" }),
    ],
    [
      "an option without data",
      V4,
      options({ name: "routers", data: "" }),
      options({ code: 3, name: "routers", "csv-format": false, data: "" }),
    ],
    [
      "addresses and spaces in the data of an option",
      V6,
      options({ name: "dns-servers", data: "2001:DB8::1,2001:db8:0::2" }),
      options({ code: 23, name: "dns-servers", data: "2001:db8::1, 2001:db8::2", "csv-format": true }),
    ],
    [
      "an option that a class defines itself",
      V4,
      {
        "client-classes": [
          {
            name: "a",
            "option-def": [{ name: "own", code: 230, type: "string" }],
            "option-data": [{ name: "own", data: "x" }],
          },
        ],
      },
      {
        "client-classes": [
          {
            name: "a",
            "option-def": [
              {
                name: "own",
                code: 230,
                type: "string",
                space: "dhcp4",
                array: false,
                encapsulate: "",
                "record-types": "",
              },
            ],
            "option-data": [{ name: "own", code: 230, space: "dhcp4", data: "x", "csv-format": true }],
            "next-server": "0.0.0.0",
          },
        ],
      },
    ],
    [
      "types of a record without spaces",
      V4,
      { "option-def": [{ name: "p", code: 230, type: "record", "record-types": "uint8,string" }] },
      { "option-def": [{ name: "p", code: 230, type: "record", "record-types": "uint8, string" }] },
    ],
    [
      "a file of a logger by its name",
      V4,
      { loggers: [{ name: "kea-dhcp4", severity: "info", output_options: [{ output: "a.log" }] }] },
      {
        loggers: [
          {
            name: "kea-dhcp4",
            severity: "INFO",
            debuglevel: 0,
            "output-options": [
              { output: "/var/log/kea/a.log", flush: true, maxsize: 10240000, maxver: 1, pattern: "" },
            ],
          },
        ],
      },
    ],
    [
      "a prefix and a pool of a subnet in another spelling",
      V6,
      {
        subnet6: [{ id: 1, subnet: "2001:DB8:5::/64", pools: [{ pool: "2001:db8:5::0 - 2001:db8:5::ff" }] }],
      },
      { subnet6: [{ id: 1, subnet: "2001:db8:5::/64", pools: [{ pool: "2001:db8:5::/120" }] }] },
    ],
    [
      "relay and reserved addresses and prefixes in another spelling",
      V6,
      subnet6({
        relay: { "ip-addresses": ["2001:DB8::1"] },
        reservations: [
          { duid: "0x0102ab", "ip-addresses": ["2001:DB8:1::5"], prefixes: ["2001:DB8:9::/48"] },
        ],
      }),
      subnet6({
        relay: { "ip-addresses": ["2001:db8::1"] },
        reservations: [
          { duid: "01:02:ab", "ip-addresses": ["2001:db8:1::5"], prefixes: ["2001:db8:9::/48"] },
        ],
      }),
    ],
    [
      "an excluded prefix, of which Kea keeps the bits that count",
      V6,
      subnet6({
        "pd-pools": [
          {
            prefix: "2001:db8:8::",
            "prefix-len": 48,
            "delegated-len": 64,
            "excluded-prefix": "2001:DB8:8:0:8000::",
            "excluded-prefix-len": 72,
          },
        ],
      }),
      subnet6({
        "pd-pools": [
          {
            prefix: "2001:db8:8::",
            "prefix-len": 48,
            "delegated-len": 64,
            "excluded-prefix": "2001:db8:8:0:8000::",
            "excluded-prefix-len": 72,
          },
        ],
      }),
    ],
    [
      "identifiers of reservations, quoted, with colons or without",
      V4,
      subnet4({
        reservations: [{ "flex-id": "'port1'" }, { "client-id": "1:aB:c" }, { "hw-address": "AABBCC010203" }],
      }),
      subnet4({
        reservations: [
          { "hw-address": "aa:bb:cc:01:02:03" },
          { "client-id": "01AB0C" },
          { "flex-id": "706F727431" },
        ],
      }),
    ],
    [
      "the order of keys in what a hook is given",
      V4,
      { "hooks-libraries": [{ library: "libdhcp_x.so", parameters: { a: 1, b: { c: 2, d: [3] } } }] },
      { "hooks-libraries": [{ library: "libdhcp_x.so", parameters: { b: { d: [3], c: 2 }, a: 1 } }] },
    ],
    [
      "a guard by its older name",
      V4,
      subnet4({ "client-class": "red", "require-client-classes": ["blue"] }),
      subnet4({ "client-classes": ["red"], "evaluate-additional-classes": ["blue"] }),
    ],
    [
      "what a subnet inherits from its network and the server",
      V4,
      {
        "renew-timer": 5,
        "shared-networks": [{ name: "n", "valid-lifetime": 60, ...subnet4({}) }],
      },
      {
        "renew-timer": 5,
        "shared-networks": [
          {
            name: "n",
            "renew-timer": 5,
            "valid-lifetime": 60,
            "min-valid-lifetime": 60,
            "max-valid-lifetime": 60,
            ...subnet4({
              "renew-timer": 5,
              "valid-lifetime": 60,
              "min-valid-lifetime": 60,
              "max-valid-lifetime": 60,
            }),
          },
        ],
      },
    ],
    [
      "a comment, which Kea keeps when it starts and forgets when it is set",
      V4,
      subnet4({ comment: "x" }),
      subnet4({ "user-context": { comment: "x" } }),
    ],
    ["a comment that Kea forgot", V4, subnet4({ comment: "x" }), subnet4({})],
    ["an empty list of options", V4, subnet4({ "option-data": [] }), subnet4({})],
  ])("%s", (_, root, declared, running) => {
    expect(found(root, declared, running)).toEqual([]);
  });

  test("option 43 that a class defines itself, which 2.6 shows as empty all the same", () => {
    const phones = (data: string) => ({
      "client-classes": [
        {
          name: "phones",
          "option-def": [{ name: "vendor-encapsulated-options", code: 43, type: "binary" }],
          "option-data": [{ code: 43, "csv-format": false, data }],
        },
      ],
    });
    const at = "changed client-classes/phones/option-data/dhcp4 43/data";
    expect(found(V4, phones("0102"), phones(""), KeaVersion.V2_6)).toEqual([]);
    expect(found(V4, phones("0102"), phones(""), KeaVersion.V3_0)).toEqual([at]);
  });
});

describe("what is a difference", () => {
  const host = { "hw-address": "aa:bb:cc:01:02:03" };
  const ha = (more: Loose, peer: Loose = {}): Loose => ({
    "hooks-libraries": [
      {
        library: "libdhcp_ha.so",
        parameters: {
          "high-availability": [
            {
              "this-server-name": "a",
              mode: "hot-standby",
              ...more,
              peers: [{ name: "a", url: "http://192.0.2.1:8000/", role: "primary", ...peer }],
            },
          ],
        },
      },
    ],
  });
  const at = "hooks-libraries/libdhcp_ha.so/parameters/high-availability/a";
  test.each<[string, Loose, Loose, string[]]>([
    [
      "an option for some classes that changes beside one for all",
      options({ code: 3, data: "192.0.2.1" }, { code: 3, data: "192.0.2.2", "client-classes": ["red"] }),
      options({ code: 3, data: "192.0.2.1" }, { code: 3, data: "192.0.2.9", "client-classes": ["red"] }),
      ['changed option-data/dhcp4 3 ["red"]/data'],
    ],
    [
      "an option of the same code in another space",
      options({ code: 3, data: "192.0.2.1" }, { code: 3, space: "mine", "csv-format": false, data: "01" }),
      options({ code: 3, data: "192.0.2.1" }, { code: 3, space: "mine", "csv-format": false, data: "02" }),
      ["changed option-data/mine 3/data"],
    ],
    [
      "the same option twice, and one of them less",
      options({ code: 3, data: "192.0.2.1" }),
      options({ code: 3, data: "192.0.2.1" }, { code: 3, data: "192.0.2.1" }),
      ["undeclared option-data/dhcp4 3"],
    ],
    ["renew-timer taken away", {}, { "renew-timer": 50 }, ["undeclared renew-timer"]],
    [
      "a reservation's address taken away",
      subnet4({ reservations: [host] }),
      subnet4({ reservations: [{ ...host, "ip-address": "10.1.0.9" }] }),
      ["undeclared subnet4/1/reservations/aa:bb:cc:01:02:03/ip-address"],
    ],
    [
      "a subnet's interface taken away",
      subnet4({}),
      subnet4({ interface: "eth0" }),
      ["undeclared subnet4/1/interface"],
    ],
    [
      "dhcp-ddns taken away",
      {},
      { "dhcp-ddns": { "enable-updates": true } },
      ["undeclared dhcp-ddns/enable-updates"],
    ],
    [
      "settings of the lease database taken away",
      { "lease-database": { type: "memfile" } },
      { "lease-database": { type: "memfile", persist: false, "max-row-errors": 3 } },
      ["undeclared lease-database/persist", "undeclared lease-database/max-row-errors"],
    ],
    [
      "basic authentication and a certificate taken away",
      ha({}),
      ha({ "trust-anchor": "/ca" }, { "basic-auth-user": "kea" }),
      [`undeclared ${at}/peers/a/basic-auth-user`, `undeclared ${at}/trust-anchor`],
    ],
    [
      "parameters of another hook taken away",
      { "hooks-libraries": [{ library: "libdhcp_x.so", parameters: { a: 1 } }] },
      { "hooks-libraries": [{ library: "libdhcp_x.so", parameters: { a: 1, b: 2 } }] },
      ["undeclared hooks-libraries/libdhcp_x.so/parameters/b"],
    ],
    [
      "an empty text where Kea's own is not empty",
      { "ddns-generated-prefix": "" },
      { "ddns-generated-prefix": "myhost" },
      ["changed ddns-generated-prefix"],
    ],
    [
      "a note of somebody",
      subnet4({ "user-context": { a: 1 } }),
      subnet4({ "user-context": { a: 2 } }),
      ["changed subnet4/1/user-context/a"],
    ],
    [
      "a lifetime, told once and not for every subnet that inherits it",
      { ...subnet4({}), "valid-lifetime": 60 },
      { ...subnet4({ "valid-lifetime": 90, "min-valid-lifetime": 90 }), "valid-lifetime": 90 },
      ["changed valid-lifetime"],
    ],
    [
      "other bytes of option 43, where what ran was not asked of Kea",
      options({ code: 43, "csv-format": false, data: "0102" }),
      options({ name: "vendor-encapsulated-options", "csv-format": false, data: "0103" }),
      ["changed option-data/dhcp4 43/data"],
    ],
    ["a key that no schema knows", {}, { "quite-new": 1 }, ["unknown quite-new"]],
    [
      "a key of a relationship that no schema knows",
      ha({}),
      ha({ "quite-new": 1 }),
      [`unknown ${at}/quite-new`],
    ],
  ])("%s", (_, declared, running, expected) => {
    expect(found(V4, declared, running)).toEqual(expect.arrayContaining(expected));
    expect(found(V4, declared, running)).toHaveLength(expected.length);
  });

  test("the guard of a subnet of 2.6 taken away", () => {
    expect(found(V4, subnet4({}), subnet4({ "client-class": "red" }), KeaVersion.V2_6)).toEqual([
      "undeclared subnet4/1/client-class",
    ]);
  });

  test("the default of another release line", () => {
    expect(found(V4, {}, { "cache-threshold": 0.25 }, KeaVersion.V2_6)).toEqual([
      "undeclared cache-threshold",
    ]);
    expect(found(V4, {}, { "cache-threshold": 0.25 }, KeaVersion.V3_0)).toEqual([]);
  });

  test("subnets, pools, members and reservations in another order are none", () => {
    const two = (list: Loose[]): Loose => ({ subnet4: list });
    const [a, b] = [
      { id: 1, subnet: "10.1.0.0/24" },
      { id: 2, subnet: "10.2.0.0/24" },
    ];
    expect(found(V4, two([a, b]), two([b, a]))).toEqual([]);
  });
});
