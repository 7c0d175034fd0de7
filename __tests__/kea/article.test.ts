import { configurations, FLIP, synthArticle } from "../support/article";

/** The article's three relationships: member, URL, role, host. */
const RELATIONSHIPS = [
  {
    subnet: { id: 1, subnet: "172.28.0.0/24", pool: "172.28.0.2-172.28.0.219", router: "172.28.0.1" },
    members: [
      ["server1", "http://172.28.0.254:8000/", "primary", "kea2"],
      ["server2", "http://172.28.0.253:8000/", "standby", "kea1"],
      ["server7", "http://192.168.20.219:8000/", "backup", "backup"],
    ],
    interfaceOn: ["kea1", "kea2"],
  },
  {
    subnet: { id: 2, subnet: "172.29.0.0/24", pool: "172.29.0.2-172.29.0.254", router: "172.29.0.1" },
    members: [
      ["server3", "http://172.28.0.220:8001/", "primary", "kea3"],
      ["server4", "http://172.28.0.253:8001/", "standby", "kea1"],
      ["server8", "http://192.168.20.219:8001/", "backup", "backup"],
    ],
    relay: ["172.28.0.250", "172.28.0.251", "172.28.0.249", "172.28.0.252"],
  },
  {
    subnet: { id: 3, subnet: "172.30.0.0/24", pool: "172.30.0.2-172.30.0.254", router: "172.30.0.1" },
    members: [
      ["server6", "http://172.28.0.221:8002/", "primary", "kea4"],
      ["server5", "http://172.28.0.220:8002/", "standby", "kea3"],
      ["server9", "http://192.168.20.219:8002/", "backup", "backup"],
    ],
    relay: ["192.168.20.250", "192.168.20.251", "192.168.20.249", "192.168.20.252"],
  },
];

const INTERFACES: Record<string, string[]> = {
  kea1: ["enp0s8"],
  kea2: ["enp0s8"],
  kea3: ["enp0s8", "enp0s3"],
  kea4: ["enp0s8", "enp0s3"],
  backup: ["enp0s3"],
};

/** What the article configures on a host, put together from its tables. */
function expected(host: string, version: "2.6" | "3.0") {
  const socket = { "socket-type": "unix", "socket-name": "/run/kea/kea4-ctrl-socket" };
  const mine = RELATIONSHIPS.map((r) => ({ ...r, self: r.members.find((m) => m[3] === host)?.[0] })).filter(
    (r) => r.self,
  );
  return {
    Dhcp4: {
      "interfaces-config": { interfaces: INTERFACES[host] },
      ...(version === "2.6" ? { "control-socket": socket } : { "control-sockets": [socket] }),
      "lease-database": { type: "memfile", persist: true, name: "/var/lib/kea/kea-leases4.csv" },
      "multi-threading": { "enable-multi-threading": true, "thread-pool-size": 4, "packet-queue-size": 28 },
      "cache-threshold": 0.25,
      "calculate-tee-times": true,
      "decline-probation-period": 15,
      "hooks-libraries": [
        {
          library: "libdhcp_ha.so",
          parameters: {
            "high-availability": mine.map(({ self, members }) => ({
              "this-server-name": self,
              mode: "hot-standby",
              // Kea 2.6 lets peers send any command unless told otherwise.
              ...(version === "2.6" && { "restrict-commands": true }),
              peers: members.map(([name, url, role]) => ({ name, url, role })),
            })),
          },
        },
        { library: "libdhcp_lease_cmds.so" },
      ],
      subnet4: mine.map(({ self, subnet, relay, interfaceOn }) => ({
        subnet: subnet.subnet,
        id: subnet.id,
        "option-data": [{ name: "routers", data: subnet.router }],
        pools: [{ pool: subnet.pool }],
        "user-context": { "ha-server-name": self },
        ...(interfaceOn?.includes(host) && { interface: "enp0s8" }),
        ...(relay && { relay: { "ip-addresses": relay } }),
      })),
      loggers: [{ name: "kea-dhcp4", severity: "INFO", "output-options": [{ output: "stdout" }] }],
    },
  };
}

describe("the article's five configurations", () => {
  const rendered = {
    "3.0": configurations(synthArticle()),
    "2.6": configurations(synthArticle([["KeaVersion.V3_0", "KeaVersion.V2_6"]])),
  };

  for (const version of ["2.6", "3.0"] as const) {
    for (const host of Object.keys(INTERFACES)) {
      test(`${host} has every value of the article's, for Kea ${version}`, () => {
        expect(rendered[version][host]).toEqual(expected(host, version));
      });
    }
  }

  test("Kea 3.2 takes what 3.0 takes", () => {
    expect(configurations(synthArticle([["KeaVersion.V3_0", "KeaVersion.V3_2"]]))).toEqual(rendered["3.0"]);
  });

  test("flipping the roles of Kea 3 and Kea 4 changes two words in main.ts, and those roles alone", () => {
    const flipped = configurations(synthArticle(FLIP));
    const swapRoles = (config: unknown) =>
      JSON.parse(
        JSON.stringify(config, (_, value) => {
          if (value?.name === "server5") return { ...value, role: "primary" };
          if (value?.name === "server6") return { ...value, role: "standby" };
          return value;
        }),
      );
    const byName = (config: unknown) =>
      JSON.stringify(config, (key, value) =>
        key === "peers" ? [...value].sort((a, b) => (a.name < b.name ? -1 : 1)) : value,
      );
    for (const host of Object.keys(INTERFACES)) {
      expect(byName(flipped[host])).toBe(byName(swapRoles(rendered["3.0"][host])));
    }
  });
});
