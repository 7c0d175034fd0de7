/**
 * What would happen: for every rule that refuses what Kea takes, the damage on real Kea. Each test gives the
 * refused configuration to servers and looks at the harm; most show as well that a sound sibling does none.
 */
import { readFileSync } from "node:fs";
import { Family } from "../../kea/model/family";
import { LiveKea, unixSocket } from "../../lab/kea/live";
import { Lab } from "../../lab/lab";
import { selfSignedCertificate } from "../../lab/terraform/providers/certificate";
import {
  ADDRESS,
  codesIn,
  type Fleet,
  type Loose,
  type Name,
  pair,
  pause,
  relationship,
  RELAY,
  server,
  Site,
  subnet,
  TOPOLOGY,
} from "./damage";
import { ON_PURPOSE } from "./oracle-verdict";
import { describeLab, eventually } from "./support";

/** Codes that this suite has shown the damage of. */
const shown = new Set<string>();

/** A test of one rule, or of some that say the same. */
function damage(codes: string | readonly string[], name: string, body: () => Promise<void>): void {
  const all = [codes].flat();
  for (const code of all) shown.add(code);
  test(`${all.join(", ")}: ${name}`, body, 30_000);
}

/** A configuration that our rules refuse, for the given reason alone. */
function refused(codes: string | readonly string[], fleet: Fleet, family?: Family): Fleet {
  expect(codesIn("error", fleet, family)).toEqual([codes].flat());
  return fleet;
}

function sound(fleet: Fleet, family?: Family): Fleet {
  expect(codesIn("error", fleet, family)).toEqual([]);
  return fleet;
}

/** A configuration that our rules warn of, for the given reason among others. */
function warned(code: string, fleet: Fleet, family?: Family): Fleet {
  expect(codesIn("error", fleet, family)).toEqual([]);
  expect(codesIn("warning", fleet, family)).toContain(code);
  return fleet;
}

const dhcp4 = (config: Loose): Loose => config.Dhcp4;
const haOf = (config: Loose, index = 0): Loose =>
  dhcp4(config)["hooks-libraries"].at(-1).parameters["high-availability"][index];

/** The same change on every server of a fleet. */
function each<F extends Fleet>(fleet: F, change: (dhcp: Loose, ha: Loose) => void): F {
  for (const config of Object.values(fleet) as Loose[]) change(dhcp4(config), haOf(config));
  return fleet;
}

/** A hub, `b`, that serves the clients of two relationships. */
function hub(subnets: readonly Loose[] = [subnet("x"), subnet("y")]): Record<Name, Loose> {
  const x = (self: Name) => relationship(self, "x", { b: "primary", a: "standby" });
  const y = (self: Name) => relationship(self, "y", { b: "primary", c: "standby" });
  return {
    a: server([x("a")], [subnet("x")]),
    b: server([x("b"), y("b")], subnets),
    c: server([y("c")], [subnet("y")]),
  };
}

describeLab("damage that our rules prevent", () => {
  let lab: Lab;
  let site: Site;
  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4", topology: TOPOLOGY });
    site = new Site(lab);
  }, 60_000);
  beforeEach(() => lab.reset());
  afterAll(() => lab?.down());

  test("a sound pair, and a sound hub, serve their clients", async () => {
    await site.take(sound(pair()));
    await site.ready("a", "b");
    expect(await site.served()).toBe(5);
    await site.take(sound(hub()));
    await site.ready("a", "b", "c");
    expect([await site.served(), await site.served(5, RELAY, "b")]).toEqual([5, 5]);
    await site.boot("a", server([], [subnet("x")]));
    expect(lab.daemon("a").isRunning()).toBe(true);
  }, 30_000);

  test("a backup without interfaces, and a primary that nobody asks without the lease commands, do their part", async () => {
    const roles = { a: "primary", b: "standby", c: "backup" } as const;
    const of = (self: Name, more: object = {}) =>
      server([relationship(self, "x", roles)], [subnet("x")], more);
    await site.take(
      sound({ a: of("a"), b: of("b"), c: of("c", { "interfaces-config": { interfaces: [] } }) }),
    );
    await site.ready("a", "b", "c");
    expect(await site.served()).toBe(5);
    await eventually(() => lab.leases("c").length === 5);
    const passive = (self: Name) =>
      relationship(self, "x", { a: "primary", b: "backup" }, { mode: "passive-backup" });
    const alone = server([passive("a")], [subnet("x")]);
    dhcp4(alone)["hooks-libraries"].shift();
    await site.take(sound({ a: alone, b: server([passive("b")], [subnet("x")]) }));
    await eventually(async () => (await site.states("a"))[0] === "passive-backup");
    const before = lab.leases("b").length;
    expect(await site.served()).toBe(5);
    await eventually(() => lab.leases("b").length === before + 5);
  }, 30_000);

  test("while a backup is away, a primary that waits for it answers no first request, but the next one", async () => {
    const waiting = { mode: "passive-backup", "wait-backup-ack": true };
    const of = (self: Name) =>
      server([relationship(self, "x", { a: "primary", b: "backup" }, waiting)], [subnet("x")]);
    await site.take(sound({ a: of("a"), b: of("b") }));
    await eventually(async () => (await site.states("a"))[0] === "passive-backup");
    expect(await site.served()).toBe(5);
    await lab.stopKea("b");
    expect(await site.served()).toBe(0);
    const lease = await lab.dhcpClient("client", "eth0");
    expect(lease?.raw).toMatch(/(broadcasting select [^]*){2}obtained/);
    expect(lab.leases("a").map(({ address }) => address)).toContain(lease?.address);
  }, 30_000);

  test("a client whose subnet gets another id is refused when it renews, and nobody gets its address", async () => {
    const leases = () => lab.leases("a").map(({ address }) => address);
    const four = { pools: [{ pool: "10.0.0.100-10.0.0.103" }] };
    await site.take({ a: server([], [subnet("x", four)]) });
    const client = await site.holdLease();
    await eventually(() => leases().length === 1);
    const [old] = leases();
    await client.renew();
    await eventually(() => client.said().split("obtained").length === 3);
    await site.take({ a: server([], [subnet("x", { ...four, id: 7 })]) });
    await client.renew();
    await eventually(() => client.said().split("obtained").length === 4);
    await client.end();
    const given = `lease of ${old} obtained`;
    expect(client.said()).toMatch(
      new RegExp(`${given}[^]*sending renew[^]*${given}[^]*sending renew[^]*received DHCP NAK[^]*discover`),
    );
    expect(await site.served(4)).toBe(2);
  }, 30_000);

  test("Kea that cannot send DNS updates switches them off, and writes that to its start-up file", async () => {
    const updates = {
      "dhcp-ddns": { "enable-updates": true, "server-ip": "203.0.113.1" },
      ...{ "ddns-replace-client-name": "always", "ddns-qualifying-suffix": "example.org" },
    };
    // To nobody at a port it would send them all the same.
    await lab.host("a").must(["ip", "route", "add", "unreachable", "203.0.113.1"]);
    await site.take({ a: server([], [subnet("x")], updates) });
    const isOn = async () =>
      dhcp4((await site.ask("a", "config-get")).arguments)["dhcp-ddns"]["enable-updates"] as boolean;
    expect(await isOn()).toBe(true);
    expect(await site.served()).toBe(5);
    await eventually(async () => !(await isOn()));
    const { filename } = (await site.ask("a", "config-write")).arguments;
    expect(readFileSync(lab.host("a").path(filename), "utf8")).toMatch(/"enable-updates": false/);
  }, 30_000);

  describe("nobody is served", () => {
    damage("KEAHA002", "a relationship without subnets is healthy and serves nobody", async () => {
      await site.take(refused("KEAHA002", pair({ subnets: [] })));
      await site.ready("a", "b");
      expect(await site.served()).toBe(0);
    });

    damage("KEAHA076", "a server on no interface is healthy and serves nobody", async () => {
      await site.take(refused("KEAHA076", pair({ more: { "interfaces-config": { interfaces: [] } } })));
      await site.ready("a", "b");
      expect(await site.served()).toBe(0);
      // An address of its own on the loopback, which relays ask.
      const own = "10.77.0.1";
      for (const host of ["a", "b"])
        await lab.host(host).must(["ip", "address", "add", `${own}/32`, "dev", "lo"]);
      await lab.host("client").must(["ip", "route", "add", own, "via", ADDRESS.a]);
      const onLoopback = (more: object) =>
        pair({
          subnets: [subnet("x", { relay: { "ip-addresses": [RELAY] } })],
          more: { "interfaces-config": { interfaces: [`lo/${own}`], ...more } },
        });
      await site.take(refused("KEAHA076", onLoopback({})));
      await site.ready("a", "b");
      expect(await site.served(5, RELAY, own)).toBe(0);
      await site.take(sound(onLoopback({ "dhcp-socket-type": "udp", "outbound-interface": "use-routing" })));
      await site.ready("a", "b");
      expect(await site.served(5, RELAY, own)).toBe(5);
    });

    damage(
      "KEAHA013",
      "a backup listed first keeps the whole server silent, healthy as it looks",
      async () => {
        const spoke = relationship("a", "x", { a: "primary", c: "standby", b: "backup" });
        const records = relationship("b", "x", { a: "primary", c: "standby", b: "backup" });
        const serves = (self: Name) => relationship(self, "y", { b: "primary", c: "standby" });
        const fleet = (own: Loose[]) => ({
          a: server([spoke], [subnet("x")]),
          b: server(own, [subnet("x"), subnet("y")]),
          c: server(
            [relationship("c", "x", { a: "primary", c: "standby", b: "backup" }), serves("c")],
            [subnet("x"), subnet("y")],
          ),
        });
        await site.take(refused("KEAHA013", fleet([records, serves("b")])));
        await site.ready("a", "b", "c");
        expect((await site.status("b"))["dhcp-state"]).toMatchObject({ "globally-disabled": true });
        expect(await site.served(5, RELAY, "b")).toBe(0);
        await site.take(sound(fleet([serves("b"), records])));
        await site.ready("a", "b", "c");
        expect(await site.served(5, RELAY, "b")).toBe(5);
      },
    );

    damage("KEAHA104", "a pool guarded by the class of nobody gives no address", async () => {
      const guarded = (name: string) => {
        const pools = [{ pool: "10.0.0.100-10.0.0.150", "client-classes": [`HA_${name}`] }];
        return pair({ subnets: [subnet("x", { pools })] });
      };
      await site.take(refused("KEAHA104", guarded("a")));
      await site.ready("a", "b");
      expect(await site.served()).toBe(0);
      await site.take(sound(guarded("x.a")));
      await site.ready("a", "b");
      expect(await site.served()).toBe(5);
    });

    damage(
      "KEAHA104",
      "a pool for the standby's clients gives no address while the primary serves",
      async () => {
        const pools = [{ pool: "10.0.0.100-10.0.0.150", "client-classes": ["HA_x.b"] }];
        await site.take(refused("KEAHA104", pair({ subnets: [subnet("x", { pools })] })));
        await site.ready("a", "b");
        expect(await site.served()).toBe(0);
      },
    );

    damage(
      "KEAHA104",
      "a hub gives the class when the subnet is chosen, and only its relationship's",
      async () => {
        const classed = (more: object) => {
          const fleet = hub([subnet("x", more), subnet("y")]);
          dhcp4(fleet.a).subnet4 = [subnet("x", more)];
          return fleet;
        };
        await site.take(refused("KEAHA104", classed({ "client-classes": ["HA_x.b"] })));
        await site.ready("a", "b", "c");
        expect(await site.served()).toBe(0);
        const pools = (name: string) => [{ pool: "10.0.0.100-10.0.0.150", "client-classes": [`HA_${name}`] }];
        await site.take(refused("KEAHA104", classed({ pools: pools("y.b") })));
        await site.ready("a", "b", "c");
        expect(await site.served()).toBe(0);
        await site.take(sound(classed({ pools: pools("x.b") })));
        await site.ready("a", "b", "c");
        expect(await site.served()).toBe(5);
      },
    );

    damage("KEAHA157", "a guard of classes that Kea gives later lets nobody in", async () => {
      const classes = {
        "client-classes": [
          { name: "listed", test: "member('ALL')", "only-in-additional-list": true },
          { name: "early", test: "member('HA_x.b') and member('ALL')" },
          { name: "late", test: "(member('KNOWN') or member('UNKNOWN')) and member('HA_x.b')" },
        ],
      };
      const guarded = (name: string) => [{ pool: "10.0.0.100-10.0.0.150", "client-classes": [name] }];
      const served = async (fleet: Fleet) => {
        await site.take(fleet);
        await site.ready(...(Object.keys(fleet) as Name[]));
        return site.served();
      };
      const ofPair = (more: object) => pair({ subnets: [subnet("x", more)], more: classes });
      expect(await served(warned("KEAHA157", ofPair({ "client-classes": ["UNKNOWN"] })))).toBe(0);
      expect(await served(sound(ofPair({ pools: guarded("UNKNOWN") })))).toBe(5);
      const listed = { pools: guarded("listed"), "evaluate-additional-classes": ["listed"] };
      expect(await served(warned("KEAHA157", ofPair(listed)))).toBe(0);
      const ofHub = (name: string) => {
        const fleet = hub([subnet("x", { pools: guarded(name) }), subnet("y")]);
        Object.assign(dhcp4(fleet.b), classes);
        return fleet;
      };
      expect(await served(warned("KEAHA157", ofHub("early")))).toBe(0);
      expect(await served(sound(ofHub("late")))).toBe(5);
    });

    damage("KEAHA034", "a hub drops what comes from a subnet without a tag", async () => {
      await site.take(refused("KEAHA034", hub([subnet("x"), subnet("y", { "user-context": {} })])));
      await site.ready("a", "b", "c");
      expect([await site.served(), await site.served(5, RELAY, "b")]).toEqual([5, 0]);
      expect(lab.keaLog("b")).toContain("NO_RELATIONSHIP_SELECTOR_FOR_SUBNET");
    });

    damage("KEAHA035", "a hub drops what comes from a subnet with the tag of nobody", async () => {
      const tag = { "user-context": { "ha-server-name": "nobody" } };
      await site.take(refused("KEAHA035", hub([subnet("x"), subnet("y", tag)])));
      await site.ready("a", "b", "c");
      expect([await site.served(), await site.served(5, RELAY, "b")]).toEqual([5, 0]);
      expect(lab.keaLog("b")).toContain("NO_RELATIONSHIP_FOR_SUBNET");
    });

    damage("KEAHA036", "a full subnet gives clients the neighbour's, whose members refuse them", async () => {
      const small = { pools: [{ pool: "10.0.0.100-10.0.0.101" }] };
      const both = [subnet("x", small), subnet("y", { relay: { "ip-addresses": [] } })];
      const fleet = hub([]);
      dhcp4(fleet.b)["shared-networks"] = [{ name: "campus", subnet4: both }];
      await site.take(refused("KEAHA036", fleet));
      await site.ready("a", "b", "c");
      await site.served(8);
      // The standby of the clients' relationship has no such subnet: what it should take over is lost.
      await eventually(() => /HA_LEASE_UPDATE_CONFLICT|HA_LEASE_UPDATE_FAILED/.test(lab.keaLog("b")));
      const neighbours = lab.leases("b").filter(({ address }) => address.startsWith("10.1."));
      expect(neighbours.length).toBeGreaterThan(0);
      expect(lab.leases("a").filter(({ address }) => address.startsWith("10.1."))).toEqual([]);
    });
  });

  describe("members lose each other", () => {
    damage("KEAHA008", "a URL without a port is listened to on some other one", async () => {
      const url = `http://${ADDRESS.b}/`;
      await site.take(
        refused(
          "KEAHA008",
          each(pair(), (_, ha) => (ha.peers[1].url = url)),
        ),
      );
      const { stdout } = await lab.exec("b", ["ss", "-ltnH"]);
      const [, port] = new RegExp(`${ADDRESS.b.replaceAll(".", "\\.")}:(\\d+)`).exec(stdout) ?? [];
      expect(Number(port)).toBeGreaterThan(1024);
      await eventually(async () => (await site.states("a"))[0] === "partner-down");
    });

    damage("KEAHA008", "at an address of many hosts nobody reaches a member", async () => {
      for (const address of ["224.0.0.1", "255.255.255.255"]) {
        const url = `http://${address}:8000/`;
        await site.take(
          refused(
            "KEAHA008",
            each(pair(), (_, ha) => (ha.peers[1].url = url)),
          ),
        );
        await eventually(async () => (await site.states("a"))[0] === "partner-down");
      }
    });

    damage("KEAHA159", "of two spokes at one URL one is never believed to be there", async () => {
      const fleet = hub();
      const y = (self: Name) => relationship(self, "y", { c: "primary", b: "standby" });
      fleet.c = server([y("c")], [subnet("y")]);
      dhcp4(fleet.b)["hooks-libraries"].at(-1).parameters["high-availability"][1] = y("b");
      await site.take(sound(fleet));
      await site.ready("a", "b", "c");
      haOf(fleet.b, 1).peers[0].url = haOf(fleet.b).peers[1].url;
      expect(codesIn("warning", { b: fleet.b })).toContain("KEAHA159");
      await site.take(warned("KEAHA044", fleet));
      await eventually(async () => (await site.states("b"))[1] === "partner-down", 20_000);
      await eventually(async () => (await site.states("c"))[0] === "ready", 20_000);
      await pause(2_000);
      expect([await site.states("b"), await site.states("c")]).toEqual([
        ["hot-standby", "partner-down"],
        ["ready"],
      ]);
      expect([await site.served(5, RELAY, "b"), await site.served(5, RELAY, "c")]).toEqual([5, 0]);
      expect(lab.keaLog("b")).toContain("y.b matches no configured 'server-name'");
    });

    damage("KEAHA014", "without heartbeats no server ever leaves its first state", async () => {
      await site.take(refused("KEAHA014", pair({ ha: { "heartbeat-delay": 0 } })));
      await pause(3_000);
      expect([await site.states("a"), await site.states("b")]).toEqual([["waiting"], ["waiting"]]);
      expect(await site.served()).toBe(0);
    });

    damage(
      "KEAHA167",
      "of a member that pauses before it serves neither serves, until it goes on",
      async () => {
        for (const state of ["waiting", "ready"]) {
          const fleet = pair();
          haOf(fleet.a)["state-machine"] = { states: [{ state, pause: "always" }] };
          await site.take(warned("KEAHA167", fleet));
          await eventually(async () => (await site.states("a"))[0] === state);
          await pause(2_000);
          expect([await site.states("a"), await site.served()]).toEqual([[state], 0]);
          await site.ask("a", "ha-continue", { "server-name": "x.a" });
          await site.ready("a", "b");
          expect(await site.served()).toBe(5);
        }
      },
    );

    damage("KEAHA014", "pages of no leases end no sync", async () => {
      await site.take(refused("KEAHA014", pair({ ha: { "sync-page-limit": 0 } })));
      await pause(4_000);
      expect([await site.states("a"), await site.states("b")]).toEqual([["syncing"], ["waiting"]]);
      expect(await site.served()).toBe(0);
    });

    damage("KEAHA032", "without lease commands the partner's sync never ends", async () => {
      const fleet = pair();
      dhcp4(fleet.b)["hooks-libraries"].shift();
      await site.take(refused("KEAHA032", fleet));
      await eventually(() => lab.keaLog("a").split("HA_SYNC_FAILED").length > 3);
      expect(await site.states("a")).toEqual(["syncing"]);
      expect(await site.served()).toBe(0);
    });

    damage("KEAHA024", "a name with a space is another name: members never find each other", async () => {
      const fleet = pair();
      haOf(fleet.a).peers[1].name = "x.b ";
      expect(codesIn("error", fleet)).toContain("KEAHA024");
      await site.take(fleet);
      await eventually(async () => (await site.states("b"))[0] === "partner-down");
      expect(lab.keaLog("b")).toContain("matches no configured 'server-name'");
      expect(await site.states("a")).not.toEqual(["hot-standby"]);
    });

    // No more than this: it is a warning.
    test("KEAHA037: a server that waits for one heartbeat takes over when a single one is late", async () => {
      const late = async (silence: number) => {
        const fleet = sound(pair({ ha: { "heartbeat-delay": 1000, "max-response-delay": silence } }));
        await site.take(fleet);
        await site.ready("a", "b");
        await pause(3_000);
        expect(lab.keaLog("a") + lab.keaLog("b")).not.toContain("HA_COMMUNICATION_INTERRUPTED");
        await lab.killKea("a");
        // Two heartbeats after the last that was answered, and three quarters of the longer silence.
        await pause(2_500);
        return site.states("b");
      };
      expect(await late(1000)).toEqual(["partner-down"]);
      await lab.reset();
      expect(await late(4000)).toEqual(["hot-standby"]);
    }, 40_000);

    damage("KEAHA162", "by delays in seconds a partner that restarts is dead at once", async () => {
      const delays = (beat: number, silence: number) =>
        pair({ ha: { "heartbeat-delay": beat, "max-response-delay": silence } });
      const restart = async (fleet: Fleet) => {
        await site.take(fleet);
        await site.ready("a", "b");
        await lab.stopKea("b");
        // Heartbeats of an idle server may come a second apart, however short the delay.
        await pause(1_200);
        await lab.startKea("b");
        return lab.keaLog("a");
      };
      expect(await restart(warned("KEAHA162", delays(10, 60)))).toContain("to PARTNER-DOWN");
      await lab.reset();
      expect(await restart(sound(delays(1000, 4000)))).not.toContain("to PARTNER-DOWN");
    });

    damage("KEAHA049", "a server without a listener is alone, and so is its partner", async () => {
      const fleet = hub();
      dhcp4(fleet.b)["multi-threading"] = { "enable-multi-threading": false };
      expect(codesIn("error", fleet)).toContain("KEAHA049");
      await site.take(fleet);
      await eventually(async () => (await site.states("a"))[0] === "partner-down");
      expect((await lab.exec("b", ["ss", "-ltnH"])).stdout).not.toMatch(/:800[01]\b/);
    });

    damage(
      "KEAHA004",
      "a control socket that is listed twice is one, on all addresses it is none",
      async () => {
        const listing = (...addresses: string[]) => {
          const fleet = pair();
          for (const address of addresses)
            dhcp4(fleet.a)["control-sockets"].push({
              ...{ "socket-type": "http", "socket-address": address, "socket-port": 8080 },
            });
          return fleet;
        };
        const twice = listing("127.0.0.1", "127.0.0.1");
        expect(codesIn("error", twice)).toEqual([]);
        await site.boot("a", twice.a);
        await site.take(twice);
        await site.ready("a", "b");
        await site.boot("a", refused("KEAHA004", listing("0.0.0.0", "127.0.0.1")).a).catch(() => undefined);
        await eventually(() => !lab.daemon("a").isRunning());
        expect(lab.keaLog("a")).toContain("Address already in use");
      },
    );

    damage(
      "KEAHA004",
      "a control socket at :: is in the way of a relationship's listener at IPv4",
      async () => {
        const fleet = pair();
        const everywhere = { "socket-type": "http", "socket-address": "::", "socket-port": 8000 };
        dhcp4(fleet.a)["control-sockets"].push(everywhere);
        await site.boot("a", refused("KEAHA004", fleet).a).catch(() => undefined);
        await eventually(() => !lab.daemon("a").isRunning());
        expect(lab.keaLog("a")).toContain("Address already in use");
      },
    );

    damage("KEAHA004", "two relationships on one port: the server does not come up again", async () => {
      const fleet = hub();
      for (const ha of haOf(fleet.b, 1).peers) ha.url = ha.url.replace(":8001", ":8000");
      haOf(fleet.c).peers = structuredClone(haOf(fleet.b, 1).peers);
      await site.boot("b", refused("KEAHA004", fleet).b).catch(() => undefined);
      await eventually(() => !lab.daemon("b").isRunning());
      expect(lab.keaLog("b")).toContain("Address already in use");
    });
  });

  describe("members at addresses where nobody is", () => {
    const urls = (fleet: ReturnType<typeof pair>, ...some: string[]) =>
      each(fleet, (_, ha) => some.forEach((url, index) => (ha.peers[index].url = url)));

    damage("KEAHA101", "a server that dials its partner on loopback takes it for dead", async () => {
      const fleet = pair();
      haOf(fleet.a).peers[1].url = "http://127.0.0.1:8000/";
      await site.take(refused("KEAHA101", fleet));
      await eventually(async () => (await site.states("a"))[0] === "partner-down");
    });

    damage(
      "KEAHA102",
      "of two members with one URL one talks to itself, and the other has no listener",
      async () => {
        const url = `http://${ADDRESS.a}:8000/`;
        const fleet = urls(pair(), url, url);
        expect(codesIn("error", fleet)).toContain("KEAHA102");
        const { b } = await site.set(fleet);
        expect(b!.text).toContain("bind: Cannot assign requested address");
        await eventually(async () => (await site.states("a"))[0] === "hot-standby");
      },
    );

    damage("KEAHA103", "a link-local address without its link cannot be listened at", async () => {
      const fleet = urls(pair(), "http://[fe80::1]:8000/", "http://[fe80::2]:8000/");
      expect(codesIn("error", fleet)).toContain("KEAHA103");
      const { a, b } = await site.set(fleet);
      expect([a!.text, b!.text]).toEqual(
        Array.from({ length: 2 }, () => expect.stringContaining("bind: Invalid argument") as string),
      );
    });
  });

  describe("members in each other's place do not come up", () => {
    const doNotStart = async (fleet: ReturnType<typeof pair>, ...hosts: ("a" | "b")[]) => {
      for (const host of hosts) {
        await site.boot(host, fleet[host]).catch(() => undefined);
        await eventually(() => !lab.daemon(host).isRunning());
        expect(lab.keaLog(host)).toContain("Cannot assign requested address");
      }
    };

    damage("KEAHA102", "one that has the URLs of the two swapped", async () => {
      const fleet = pair();
      const { peers } = haOf(fleet.b);
      [peers[0].url, peers[1].url] = [peers[1].url, peers[0].url];
      expect(codesIn("error", fleet)).toContain("KEAHA102");
      await doNotStart(fleet, "b");
    });

    damage("KEAHA164", "two that have swapped their names", async () => {
      const fleet = JSON.parse(JSON.stringify(pair()).replaceAll("x.a", "a").replaceAll("x.b", "b"));
      haOf(fleet.a)["this-server-name"] = "b";
      haOf(fleet.b)["this-server-name"] = "a";
      expect(codesIn("warning", fleet, Family.V4, { declared: false })).toContain("KEAHA164");
      await doNotStart(fleet, "a", "b");
    });
  });

  describe("a control socket takes HA's messages", () => {
    const through = (socket: object, peers: object = {}) => {
      const fleet = pair({ ha: { "multi-threading": { "http-dedicated-listener": false } } });
      for (const [name, config] of Object.entries(fleet)) {
        const address = ADDRESS[name as Name];
        dhcp4(config)["control-sockets"].push({
          ...{ "socket-type": "http", "socket-address": address, "socket-port": 8000, ...socket },
        });
        for (const peer of haOf(config).peers) Object.assign(peer, peers);
      }
      return fleet;
    };
    const lost = async () => {
      await eventually(async () =>
        [await site.states("a"), await site.states("b")].flat().every((state) => state === "partner-down"),
      );
      expect([await site.served(5, RELAY, "a"), await site.served(5, RELAY, "b")]).toEqual([5, 5]);
    };
    /** Clients behind a relay: they can choose their server. */
    const behind = <F extends Fleet>(fleet: F): F =>
      each(fleet, (dhcp) => (dhcp.subnet4 = [subnet("y", { "user-context": {} })]));

    damage("KEAHA105", "a partner without credentials is turned away, and both serve", async () => {
      const authentication = { type: "basic", realm: "kea", clients: [{ user: "u", password: "right" }] };
      await site.take(refused("KEAHA105", behind(through({ authentication }))));
      await lost();
      await lab.reset();
      const known = { "basic-auth-user": "u", "basic-auth-password": "right" };
      await site.take(sound(behind(through({ authentication }, known))));
      await site.ready("a", "b");
    });

    damage("KEAHA106", "a partner without TLS is not understood, and both serve", async () => {
      const { pem, key } = selfSignedCertificate();
      for (const host of ["a", "b"]) {
        lab.host(host).write("/etc/kea/cert.pem", pem, "_kea");
        lab.host(host).write("/etc/kea/key.pem", key, "_kea");
      }
      const cert = "/etc/kea/cert.pem";
      const tls = { "trust-anchor": cert, "cert-file": cert, "key-file": "/etc/kea/key.pem" };
      await site.take(refused("KEAHA106", behind(through(tls))));
      await lost();
      await lab.reset();
      await site.take(sound(behind(through(tls, tls))));
      await site.ready("a", "b");
    });
  });

  describe("a control agent takes HA's messages, or the port of them", () => {
    afterEach(() => site.endAgents());
    const dhcp4Socket = (name: string) => ({ "socket-type": "unix", "socket-name": name });
    const agents = (more: (host: "a" | "b") => object, name = "/run/kea/kea4-ctrl-socket"): Fleet =>
      Object.fromEntries(
        (["a", "b"] as const).map((host) => [
          host,
          { "http-port": 8000, "control-sockets": { dhcp4: dhcp4Socket(name) }, ...more(host) },
        ]),
      );
    const through = () =>
      each(pair({ ha: { "multi-threading": { "http-dedicated-listener": false } } }), (dhcp) => {
        dhcp.subnet4 = [subnet("y", { "user-context": {} })];
      });
    const errors = (fleet: Fleet, known: Fleet) => codesIn("error", fleet, Family.V4, { agents: known });

    damage(
      "KEAHA049",
      "one on loopback, or with another's socket, leaves both alone, and both serve",
      async () => {
        const wide = () => ({ "http-host": "0.0.0.0" });
        for (const known of [agents(() => ({})), agents(wide, "/run/kea/kea6-ctrl-socket")]) {
          await lab.reset();
          expect(errors(through(), known)).toEqual(["KEAHA049"]);
          await site.startAgents(known);
          await site.take(through());
          await eventually(async () =>
            [await site.states("a"), await site.states("b")]
              .flat()
              .every((state) => state === "partner-down"),
          );
          expect([await site.served(5, RELAY, "a"), await site.served(5, RELAY, "b")]).toEqual([5, 5]);
        }
        await lab.reset();
        const right = agents((host) => ({ "http-host": ADDRESS[host] }));
        expect(errors(through(), right)).toEqual([]);
        await site.startAgents(right);
        await site.take(through());
        await site.ready("a", "b");
      },
    );

    damage(
      "KEAHA004",
      "one on the port of a relationship: its server refuses the configuration",
      async () => {
        const known = agents(() => ({ "http-host": "0.0.0.0" }));
        expect(errors(pair(), known)).toEqual(["KEAHA004"]);
        await site.startAgents({ a: known.a });
        const { a, b } = await site.set(pair());
        expect([a!.result, b!.result]).toEqual([1, 0]);
        expect(a!.text).toContain("Address already in use");
      },
    );
  });

  describe("the members of a load-balancing pair share their clients", () => {
    const roles = { a: "primary", b: "secondary" } as const;
    const balanced = (pools: (self: "a" | "b") => readonly Loose[]) =>
      Object.fromEntries(
        (["a", "b"] as const).map((self) => {
          const ha = relationship(self, "x", roles, { mode: "load-balancing" });
          return [self, server([ha], [subnet("x", { pools: pools(self) })])];
        }),
      ) as Record<"a" | "b", Loose>;
    const guarded = (pool: string, member: "a" | "b") => ({ pool, "client-classes": [`HA_x.${member}`] });
    const [ONE, OTHER] = ["10.0.0.100-10.0.0.149", "10.0.0.150-10.0.0.199"];
    const shared = async () => {
      await eventually(async () =>
        [await site.states("a"), await site.states("b")].flat().every((state) => state === "load-balancing"),
      );
      return site.served(20);
    };

    damage("KEAHA150", "half of the clients get nothing where all pools are for the other half", async () => {
      await site.take(
        warned(
          "KEAHA150",
          balanced(() => [guarded(ONE, "a")]),
        ),
      );
      const half = await shared();
      expect(half).toBeGreaterThan(3);
      expect(half).toBeLessThan(17);
      await lab.reset();
      await site.take(sound(balanced(() => [guarded(ONE, "a"), guarded(OTHER, "b")])));
      expect(await shared()).toBe(20);
    });

    damage("KEAHA104", "a pool for one half in a subnet for the other half gives no address", async () => {
      const fleet = balanced(() => [guarded(ONE, "b")]);
      for (const config of Object.values(fleet)) dhcp4(config).subnet4[0]["client-classes"] = ["HA_x.a"];
      await site.take(refused("KEAHA104", fleet));
      expect(await shared()).toBe(0);
    });
  });

  describe("addresses are given out twice, or to the wrong clients", () => {
    damage("KEAHA068", "two spokes with one pool give one address to two clients", async () => {
      const y = { subnet: "10.0.0.0/16", pools: [{ pool: "10.0.0.100-10.0.0.150" }] };
      const spoke = (name: Name, r: string) => relationship(name, r, { [name]: "primary", b: "standby" });
      const standby = (name: Name, r: string) => relationship("b", r, { [name]: "primary", b: "standby" });
      const fleet = {
        a: server([spoke("a", "x")], [subnet("x")]),
        b: server([standby("a", "x"), standby("c", "y")], [subnet("x"), subnet("y", y)]),
        c: server([spoke("c", "y")], [subnet("y", y)]),
      };
      await site.take(refused("KEAHA068", fleet));
      await site.ready("a", "b", "c");
      expect(await site.served(5, "eth0", "a")).toBe(5);
      expect(await site.served(5, RELAY, "c")).toBe(5);
      const [mine, theirs] = (["a", "c"] as const).map((host) =>
        lab.leases(host).map(({ address }) => address),
      );
      expect(mine!.some((address) => theirs!.includes(address))).toBe(true);
    });

    damage("KEAHA153", "a spoke gives addresses of another spoke's subnet, too", async () => {
      const spoke = (name: Name, r: string) => relationship(name, r, { [name]: "primary", b: "standby" });
      const standby = (name: Name, r: string) => relationship("b", r, { [name]: "primary", b: "standby" });
      const copied = subnet("y", { "user-context": { "ha-server-name": "x.a" } });
      const fleet = (more: Loose[]) => ({
        a: server([spoke("a", "x")], [subnet("x"), ...more]),
        b: server([standby("a", "x"), standby("c", "y")], [subnet("x"), subnet("y")]),
        c: server([spoke("c", "y")], [subnet("y")]),
      });
      await site.take(refused("KEAHA153", fleet([copied])));
      await site.ready("a", "b", "c");
      expect(await site.served(5, RELAY, "a")).toBe(5);
      expect(await site.served(5, RELAY, "c")).toBe(5);
      const [mine, theirs] = (["a", "c"] as const).map((host) =>
        lab.leases(host).map(({ address }) => address),
      );
      expect(mine!.some((address) => theirs!.includes(address))).toBe(true);
      sound(fleet([]));
    });

    damage(["KEAHA154", "KEAHA155"], "a server without HA answers beside the relationship", async () => {
      const relay = { relay: { "ip-addresses": [RELAY] } };
      const { a } = pair({ subnets: [subnet("x", relay)] });
      // Kea alone does not read whose the subnet is.
      await site.take({ a, b: server([], [subnet("x", relay)]) });
      await eventually(async () => (await site.states("a"))[0] === "partner-down", 20_000);
      expect(await site.served(5, RELAY, "a")).toBe(5);
      expect(await site.served(5, RELAY, "b")).toBe(5);
      const addresses = (host: Name) => lab.leases(host).map(({ address }) => address);
      expect(addresses("a").some((address) => addresses("b").includes(address))).toBe(true);
    });

    damage("KEAHA158", "two servers without HA give the same addresses", async () => {
      const alone = () =>
        server([], [subnet("x", { relay: { "ip-addresses": [RELAY] }, "user-context": {} })]);
      await site.take(warned("KEAHA158", { a: alone(), b: alone() }));
      expect([await site.served(5, RELAY, "a"), await site.served(5, RELAY, "b")]).toEqual([5, 5]);
      const [first, second] = (["a", "b"] as const).map((host) =>
        lab.leases(host).map(({ address }) => address),
      );
      expect(first!.some((address) => second!.includes(address))).toBe(true);
    });

    damage("KEAHA161", "a client is given the primary's own address", async () => {
      const own = (more: object) =>
        pair({ subnets: [subnet("x", { pools: [{ pool: `${ADDRESS.a}-${ADDRESS.a}` }], ...more })] });
      await site.take(warned("KEAHA161", own({})));
      await site.ready("a", "b");
      expect(await site.told()).toContain(`ip=${ADDRESS.a}\n`);
      expect(lab.leases("a").map(({ address }) => address)).toEqual([ADDRESS.a]);
      await lab.reset();
      const reservations = [{ "hw-address": "02:00:00:00:00:01", "ip-address": ADDRESS.a }];
      const reserved = own({ reservations });
      expect(codesIn("warning", reserved)).not.toContain("KEAHA161");
      await site.take(sound(reserved));
      await site.ready("a", "b");
      expect(await site.told()).not.toContain("ip=");
    });

    damage("KEAHA073", "of two subnets behind one relay, one gets no client", async () => {
      const third = { id: 3, subnet: "10.2.0.0/24", pools: [{ pool: "10.2.0.100-10.2.0.150" }] };
      const subnets = [subnet("y"), subnet("y", third)];
      warned("KEAHA189", { a: server([], subnets) });
      const deaf = { compatibility: { "ignore-rai-link-selection": true } };
      await site.take(refused("KEAHA073", { a: server([], subnets, deaf) }));
      expect(await site.served(20, RELAY, "a")).toBe(20);
      const ids = new Set(lab.leases("a").map(({ subnetId }) => subnetId));
      expect(ids.size).toBe(1);
      await lab.reset();
      // A guard on the one with the lower id leaves it the rest, wherever it is listed.
      const classes = [{ name: "nobody", test: "option[60].hex == 'x'" }];
      const guarded = [subnets[1], { ...subnets[0], "client-classes": ["nobody"] }];
      await site.take(sound({ a: server([], guarded, { "client-classes": classes }) }));
      expect(await site.served(20, RELAY, "a")).toBe(20);
      expect(new Set(lab.leases("a").map(({ subnetId }) => subnetId))).toEqual(new Set([3]));
      await lab.reset();
      // Nor does the relay of a network count for a subnet that has one of its own.
      const own = { ...subnets[0], id: 1, relay: { "ip-addresses": ["10.9.0.2"] } };
      const network = { name: "campus", relay: { "ip-addresses": [RELAY] }, subnet4: [own] };
      await site.take(sound({ a: server([], [subnets[1]], { "shared-networks": [network] }) }));
      expect(await site.served(20, RELAY, "a")).toBe(20);
      expect(new Set(lab.leases("a").map(({ subnetId }) => subnetId))).toEqual(new Set([3]));
      const other = [subnets[0], { ...subnets[1], "client-classes": ["nobody"] }].reverse();
      refused("KEAHA073", { a: server([], other, { "client-classes": classes, ...deaf }) });
    });
  });

  describe("clients are told something else", () => {
    damage(
      "KEAHA182",
      "the partner's leases lack binding variables that are made after HA has sent them",
      async () => {
        const variable = { name: "mac", expression: "hexstring(pkt4.mac, ':')", source: "query" };
        const config = (isLate: boolean) =>
          each(pair(), (dhcp) => {
            const hooks = dhcp["hooks-libraries"];
            hooks[0].parameters = { "binding-variables": [variable] };
            if (isLate) hooks.reverse();
          });
        const kept = async (host: Name) => {
          const { arguments: all } = await site.ask(host, "lease4-get-all");
          return (all.leases as Loose[]).map(
            (lease) => lease["user-context"]?.ISC?.["binding-variables"]?.mac,
          );
        };
        await site.take(sound(config(false)));
        await site.ready("a", "b");
        expect(await site.served()).toBe(5);
        expect([await kept("a"), await kept("b")]).toEqual([
          Array(5).fill(expect.any(String)),
          Array(5).fill(expect.any(String)),
        ]);
        await lab.reset();
        await site.take(warned("KEAHA182", config(true)));
        await site.ready("a", "b");
        expect(await site.served()).toBe(5);
        expect([await kept("a"), await kept("b")]).toEqual([
          Array(5).fill(expect.any(String)),
          Array(5).fill(undefined),
        ]);
      },
    );

    const alone = (more: object) => ({ a: server([], [subnet("x")], more) });

    damage("KEAHA083", "a name with the code of another option sends that one", async () => {
      const option = { name: "routers", code: 230, "csv-format": false, data: "0a000001" };
      await site.take(refused("KEAHA083", { a: server([], [subnet("x", { "option-data": [option] })]) }));
      expect(await site.told("router")).not.toContain("router=");
      await site.take(sound(alone({ "option-data": [{ name: "routers", data: "10.0.0.1" }] })));
      expect(await site.told("router")).toContain("router=10.0.0.1");
    });

    damage("KEAHA083", "an IPv6 address becomes four routers", async () => {
      const option = { name: "routers", data: "2001:db8::1" };
      await site.take(refused("KEAHA083", alone({ "option-data": [option] })));
      expect(await site.told("router")).toContain("router=32.1.13.184 0.0.0.0 0.0.0.0 0.0.0.1");
    });

    damage("KEAHA180", "bytes of option 43 are gone after the next start", async () => {
      const bytes = { "option-data": [{ code: 43, "csv-format": false, data: "0104c0a80003" }] };
      const restarted = async (fleet: Fleet) => {
        await site.take(fleet);
        expect(await site.told("43")).toContain("opt43=0104c0a80003");
        expect(await site.ask("a", "config-write")).toMatchObject({ result: 0 });
        await lab.stopKea("a");
        await lab.startKea("a");
        return site.told("43");
      };
      expect(await restarted(refused("KEAHA180", alone(bytes)))).not.toContain("opt43=0104c0a80003");
      const definition = { name: "vendor-encapsulated-options", code: 43, type: "binary" };
      const told = await restarted(sound(alone({ ...bytes, "option-def": [definition] })));
      expect(told).toContain("opt43=0104c0a80003");
    });

    damage("KEAHA064", "a lifetime out of range becomes another one", async () => {
      await site.take(refused("KEAHA064", alone({ "valid-lifetime": 4294967297 })));
      expect(await site.told()).toContain("lease=1\n");
    });

    damage("KEAHA064", "a negative lifetime has no end", async () => {
      await site.take(refused("KEAHA064", alone({ "valid-lifetime": -1 })));
      expect(await site.told()).toContain("lease=4294967295\n");
    });

    damage("KEAHA064", "a timer out of range becomes another one", async () => {
      await site.take(refused("KEAHA064", alone({ "renew-timer": 4294967301, "rebind-timer": 3600 })));
      expect(await site.told()).toContain("opt58=00000005\n");
    });

    damage("KEAHA023", "a key with a typo is not read: nobody takes over from a dead server", async () => {
      const typo = each(pair(), (_, ha) => {
        delete ha["max-unacked-clients"];
        ha["max-unacked-client"] = 0;
      });
      await site.take(refused("KEAHA023", typo));
      await site.ready("a", "b");
      expect(await takesOver()).toBe(false);
      await lab.reset();
      await site.take(sound(pair()));
      await site.ready("a", "b");
      expect(await takesOver()).toBe(true);
    });

    damage("KEAHA167", "a standby that pauses in service does not take over from a dead server", async () => {
      const fleet = pair();
      haOf(fleet.b)["state-machine"] = { states: [{ state: "hot-standby", pause: "always" }] };
      await site.take(warned("KEAHA167", fleet));
      await site.ready("a", "b");
      expect(await takesOver()).toBe(false);
      await site.ask("b", "ha-continue", { "server-name": "x.b" });
      await eventually(async () => (await site.states("b"))[0] === "partner-down");
      expect(await site.served()).toBe(5);
    });

    /** Whether `b` serves some time after `a` is gone. */
    const takesOver = async (): Promise<boolean> => {
      await lab.killKea("a");
      await pause(3_500);
      return (await site.served()) > 0;
    };
  });

  describe("a server cannot be started, or not be reached any more", () => {
    const deep = (levels: number): Loose => (levels === 0 ? {} : { deep: deep(levels - 1) });
    const LONG = `/run/kea/${"s".repeat(110)}`;
    /** Kea may answer before it gives up. */
    const staysUp = async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      if (!lab.daemon("a").isRunning()) throw new Error("ended at once, after an answer");
    };
    const LATE: readonly (readonly [code: string, what: string, more: object])[] = [
      ["KEAHA095", "a context that is nested too deeply", { "user-context": deep(100) }],
      ["KEAHA062", "a logger without severity", { loggers: [{ name: "kea-dhcp4" }] }],
      [
        "KEAHA062",
        "an output without a place",
        { loggers: [{ name: "kea-dhcp4", severity: "INFO", "output-options": [{ flush: true }] }] },
      ],
      [
        "KEAHA011",
        "a log in a directory of others",
        {
          loggers: [{ name: "kea-dhcp4", severity: "INFO", "output-options": [{ output: "/tmp/x.log" }] }],
        },
      ],
      ["KEAHA089", "a long path", { "control-sockets": [{ "socket-type": "unix", "socket-name": LONG }] }],
    ];
    for (const [code, what, more] of LATE) {
      damage(code, `what a check passes, a start refuses: ${what}`, async () => {
        const config = refused(code, { a: server([], [subnet("x")], more) }).a as Loose;
        lab.host("a").write("/etc/kea/try.conf", JSON.stringify(config), "_kea");
        expect((await lab.exec("a", ["kea-dhcp4", "-T", "/etc/kea/try.conf"])).exitCode).toBe(0);
        await expect(site.boot("a", config).then(staysUp)).rejects.toThrow("ended at once");
      });
    }

    damage(
      "KEAHA166",
      "an apostrophe ends what PostgreSQL's library reads, but for one behind a backslash",
      async () => {
        const said = async (config: Loose) => {
          lab.host("a").write("/etc/kea/try.conf", JSON.stringify(config), "_kea");
          const { stdout, stderr } = await lab.exec("a", ["kea-dhcp4", "-T", "/etc/kea/try.conf"]);
          return stdout + stderr;
        };
        const withPassword = (password: string) =>
          server([], [subnet("x")], {
            "hooks-libraries": [{ library: "libdhcp_pgsql.so" }],
            "hosts-database": { type: "postgresql", name: "kea", user: "kea", host: "127.0.0.1", password },
          });
        expect(await said(refused("KEAHA166", { a: withPassword("it's") }).a)).toContain(
          'missing "=" after "s\'"',
        );
        expect(codesIn("error", { a: withPassword("it\\'s") })).toEqual([]);
        expect(await said(withPassword("it\\'s"))).toContain('connection to server at "127.0.0.1"');
      },
    );

    damage(
      "KEAHA091",
      "after a configuration without control socket no command reaches the server",
      async () => {
        await site.take(refused("KEAHA091", { a: server([], [subnet("x")], { "control-sockets": [] }) }));
        await expect(site.ask("a", "version-get")).rejects.toThrow("kea-dhcp4:");
      },
    );
  });
});

describeLab("damage that our rules prevent, in DHCPv6", () => {
  let lab: Lab;
  let site: Site;
  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4", topology: TOPOLOGY, families: [Family.V6] });
    site = new Site(lab, Family.V6);
  }, 60_000);
  beforeEach(() => lab.reset());
  afterAll(() => lab?.down());

  damage("KEAHA071", "a pool that delegates prefixes longer than an address delegates none", async () => {
    const config = (length: number): Loose =>
      server(
        [],
        [
          {
            id: 1,
            subnet: "2001:db8:1::/64",
            interface: "eth0",
            "pd-pools": [{ prefix: "2001:db8:8000::", "prefix-len": 48, "delegated-len": length }],
          },
        ],
        {},
        Family.V6,
      );
    const delegated = async () => {
      const load = [
        "-6",
        "-e",
        "prefix-only",
        "-r",
        "20",
        "-R",
        "5",
        "-n",
        "5",
        "-W",
        "400000",
        "-l",
        "eth0",
      ];
      return (await lab.perfdhcp("client", load)).second.received;
    };
    await site.take(refused("KEAHA071", { a: config(129) }, Family.V6));
    await delegated();
    expect(lab.leases("a", Family.V6)).toEqual([]);
    await site.take(sound({ a: config(64) }, Family.V6));
    await delegated();
    expect(lab.leases("a", Family.V6)).toHaveLength(5);
  });

  damage("KEAHA170", "a server does not start from the lease file of the other family's", async () => {
    const file = { "lease-database": { type: "memfile", name: "kea-leases.csv" } };
    const own = server([], [], file, Family.V6);
    const other = server([], [], { ...file, "control-sockets": [] });
    lab.host("a").write("/etc/kea/other.conf", JSON.stringify(other), "_kea");
    const start = ["start-stop-daemon", "--start", "--chuid", "_kea", "--exec", "/usr/sbin/kea-dhcp4"];
    await lab.exec("a", ["timeout", "2", ...start, "--", "-c", "/etc/kea/other.conf"]);
    await site.boot("a", own).catch(() => undefined);
    await eventually(() => !lab.daemon("a", "dhcp6").isRunning());
    expect(lab.keaLog("a", "dhcp6")).toContain("invalid header 'address,hwaddr");
  });

  damage("KEAHA157", "a subnet for clients without a reservation is never chosen", async () => {
    const config = (guard: object, ofPool: object): Loose => {
      const pools = [{ pool: "2001:db8:1::100-2001:db8:1::200", ...ofPool }];
      return server(
        [],
        [{ id: 1, subnet: "2001:db8:1::/64", interface: "eth0", pools, ...guard }],
        {},
        Family.V6,
      );
    };
    const unknown = { "client-classes": ["UNKNOWN"] };
    const load = ["-6", "-r", "20", "-R", "3", "-n", "3", "-W", "400000", "-l", "eth0"];
    await site.take(warned("KEAHA157", { a: config(unknown, {}) }, Family.V6));
    await lab.perfdhcp("client", load);
    expect(lab.leases("a", Family.V6)).toEqual([]);
    await site.take(sound({ a: config({}, unknown) }, Family.V6));
    await lab.perfdhcp("client", load);
    expect(lab.leases("a", Family.V6)).toHaveLength(3);
  });

  damage("KEAHA081", "of two reservations for one client, the second is never looked at", async () => {
    const config = (...names: string[]): Loose => {
      const pools = [{ pool: "2001:db8:1::100-2001:db8:1::200", "client-classes": ["second"] }];
      const reservations = names.map((name) => ({ "flex-id": "'port'", "client-classes": [name] }));
      const own = { id: 1, subnet: "2001:db8:1::/64", interface: "eth0", pools, reservations };
      const all = server([], [own], { "host-reservation-identifiers": ["flex-id"] }, Family.V6);
      // Every client is one and the same.
      const parameters = { "identifier-expression": "'port'" };
      all.Dhcp6["hooks-libraries"].push({ library: "libdhcp_flex_id.so", parameters });
      return all;
    };
    const load = ["-6", "-r", "20", "-R", "3", "-n", "3", "-W", "400000", "-l", "eth0"];
    const served = async () => {
      await lab.perfdhcp("client", load);
      return lab.leases("a", Family.V6).length;
    };
    await site.take(refused("KEAHA081", { a: config("first", "second") }, Family.V6));
    expect(await served()).toBe(0);
    await site.take(sound({ a: config("second") }, Family.V6));
    expect(await served()).toBe(3);
  });
});

describeLab("damage that our rules prevent, at the next start", () => {
  damage("KEAHA120", "a share that Kea rounds to one ends the start from Kea's own file", async () => {
    const live = await LiveKea.open("3.0.4");
    try {
      const threshold = (share: number): Loose => {
        const config = pair().a;
        config.Dhcp4["cache-threshold"] = share;
        return config;
      };
      expect(codesIn("error", { a: threshold(0.9999999) })).toEqual(["KEAHA120"]);
      const start = async (share: number) => {
        const subnet4 = [{ id: 1, subnet: "192.0.2.0/24", "cache-threshold": share }];
        const config = { Dhcp4: { ...unixSocket("3.0.4", Family.V4), subnet4 } };
        expect(await live.set(Family.V4, config)).not.toEqual(expect.any(String));
        return (await live.start(Family.V4, await live.written(Family.V4))).accepted;
      };
      expect(await start(0.9999999)).toBe(false);
      await live.restart(Family.V4);
      expect(await start(0.999)).toBe(true);
    } finally {
      await live.close();
    }
  });
});

test("every refusal on purpose has its damage here", () => {
  const codes = new Set(ON_PURPOSE.map(({ code }) => code));
  expect([...codes].filter((code) => !shown.has(code))).toEqual([]);
});
