import { Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import type { KeaRelease } from "../../lab/image/recipes";
import { askForLeases, CLIENTS } from "../../lab/load/traffic";
import { type Edit, editedMain, FLIP, synthArticle } from "../support/article";
import type { Failure, WhatIf } from "../../rollout/plan/what-if";
import { describeLab, eventually } from "./support";

/** Timers that make takeovers quick; the default ones have a test of their own. */
const QUICK: Edit = [
  "  settings: {\n    multi",
  "  ha: { heartbeatDelay: 1000, maxResponseDelay: 3000, maxUnackedClients: 0 },\n  settings: {\n    multi",
];

const SMALLER_POOL: Edit = ["172.30.0.2-172.30.0.254", "172.30.0.2-172.30.0.200"];

/** Who holds the leases of a relationship. */
const MEMBERS: Record<string, { primary: string; standby: string }> = {
  net28: { primary: "kea2", standby: "kea1" },
  net29: { primary: "kea3", standby: "kea1" },
  net30: { primary: "kea4", standby: "kea3" },
};

/** Replays the article on one version of Kea. */
export function replayArticle(kea: KeaRelease): void {
  describeLab(
    `the article on Kea ${kea}`,
    () => {
      const version: Edit = [
        "KeaVersion.V3_0",
        kea.startsWith("2.6") ? "KeaVersion.V2_6" : "KeaVersion.V3_0",
      ];
      let lab: Lab;
      let deployment: Deployment;
      let seed = 1;

      const deploy = (...edits: Edit[]) => deployment.deploy(editedMain([version, QUICK, ...edits]));
      const healthy = async () => (await deployment.status()).healthy;
      const clients = (relationship: string) => CLIENTS.find((c) => c.relationship === relationship)!;
      const leased = (host: string, relationship: string) =>
        lab.leases(host).filter(({ subnetId }) => subnetId === clients(relationship).subnetId).length;
      /** How often each host was given a configuration. */
      const configSets = () =>
        Object.fromEntries(
          lab.keaHosts.map((host) => [
            host,
            lab.keaLog(host).split("Received command 'config-set'").length - 1,
          ]),
        );
      const touched = (before: Record<string, number>) => {
        const after = configSets();
        return lab.keaHosts.filter((host) => after[host] !== before[host]);
      };
      /** State and scopes of one member, as it says itself. */
      const local = async (host: string, member: string) => {
        const reply = await lab.command(host, "status-get");
        const all = reply.arguments["high-availability"] as {
          "ha-servers": { local: Record<string, unknown> };
        }[];
        return all.map((one) => one["ha-servers"].local).find((one) => one["server-name"] === member)!;
      };
      const serves = async (relationship: string, host: string) => {
        const { first, second } = await askForLeases(lab, clients(relationship), host, 10, seed++);
        return [first.received, second.received];
      };

      beforeAll(async () => {
        lab = await Lab.up({ kea });
        deployment = new Deployment(lab);
        const { exitCode, stdout } = await deploy();
        if (exitCode !== 0) throw new Error(stdout);
      }, 180_000);
      afterAll(async () => {
        await lab?.down();
        deployment?.remove();
      });

      test("one deploy brings five fresh hosts to three healthy relationships", async () => {
        const { healthy, relationships } = await deployment.status();
        expect(healthy).toBe(true);
        expect(
          relationships.map(({ name, members }) => [name, ...members.map((m) => `${m.role} ${m.host}`)]),
        ).toEqual([
          ["net28", "primary kea2", "standby kea1", "backup backup"],
          ["net29", "primary kea3", "standby kea1", "backup backup"],
          ["net30", "primary kea4", "standby kea3", "backup backup"],
        ]);
      });

      test.each(Object.keys(MEMBERS))(
        "clients of %s get leases, which its members hold and no other host",
        async (relationship) => {
          const { primary, standby } = MEMBERS[relationship]!;
          const { first, second } = await askForLeases(lab, clients(relationship), primary, 20, seed++);
          expect([first.received, second.received]).toEqual([20, 20]);
          await eventually(() => leased("backup", relationship) === 20);
          for (const host of lab.keaHosts) {
            const member = [primary, standby, "backup"].includes(host);
            expect([host, leased(host, relationship)]).toEqual([host, member ? 20 : 0]);
          }
          const { relationships } = await deployment.status();
          const { leases } = relationships.find((r) => r.name === relationship)!;
          expect(Object.values(leases)).toEqual([20, 20, 20]);
        },
        30_000,
      );

      test("a real DHCP client on the local network gets an address of the local pool", async () => {
        const lease = await lab.dhcpClient("client", "enp0s8");
        expect(lease?.address).toMatch(/^172\.28\.0\./);
      });

      test("question 1: several relationships share one backup", async () => {
        for (const member of ["server7", "server8", "server9"]) {
          expect(await local("backup", member)).toMatchObject({ state: "backup", role: "backup" });
        }
      });

      test("question 2: a satellite takes part in several relationships", async () => {
        expect(await local("kea3", "server3")).toMatchObject({ state: "hot-standby", role: "primary" });
        expect(await local("kea3", "server5")).toMatchObject({ state: "hot-standby", role: "standby" });
      });

      describe.each([
        {
          stopped: "kea2",
          takesOver: [["net28", "kea1", "server2", "server1"]],
          alone: [],
          calm: ["net29", "net30"],
        },
        {
          stopped: "kea3",
          takesOver: [["net29", "kea1", "server4", "server3"]],
          alone: [["net30", "kea4", "server6"]],
          calm: ["net28"],
        },
        {
          stopped: "kea4",
          takesOver: [["net30", "kea3", "server5", "server6"]],
          alone: [],
          calm: ["net28", "net29"],
        },
        {
          stopped: "kea1",
          takesOver: [],
          alone: [
            ["net28", "kea2", "server1"],
            ["net29", "kea3", "server3"],
          ],
          calm: ["net30"],
        },
      ])("while $stopped is down", ({ stopped, takesOver, alone, calm }) => {
        let said: Failure;
        let tookMs: number;
        /** Offers and leases that new clients got before the partner was taken for lost. */
        let early: number[][];
        beforeAll(async () => {
          const { stdout } = await deployment.keaHa("what-if", deployment.stack, "--json");
          const [{ hosts }] = JSON.parse(stdout).components as [WhatIf];
          said = hosts.find(({ of }) => of[0] === stopped)!;
          const started = Date.now();
          await lab.stopKea(stopped);
          const down = [...takesOver, ...alone] as [string, string, string][];
          const asked = Promise.all(alone.map(([relationship, host]) => serves(relationship!, host!)));
          await eventually(async () => {
            const states = await Promise.all(down.map(([, host, member]) => local(host, member)));
            return states.every(({ state }) => state === "partner-down");
          }, 15_000);
          tookMs = Date.now() - started;
          early = await asked;
        }, 20_000);
        afterAll(async () => {
          await lab.startKea(stopped);
          await eventually(healthy, 40_000);
        }, 45_000);

        test("what-if said who takes over, who goes on alone, and how long that takes", () => {
          const wait = { silenceMs: 3_000, noticedMs: 4_000, unservedClients: 0, unservedMs: 0 };
          const fate = (kind: string, [relationship, host]: readonly string[]) =>
            expect.objectContaining({ kind, relationship, by: [host], wait });
          expect(new Set(said.fates)).toEqual(
            new Set([
              ...takesOver.map((one) => fate("taken over", one)),
              ...alone.map((one) => fate("alone", one)),
            ]),
          );
          expect(tookMs).toBeGreaterThan(wait.silenceMs - 1_000);
          // Kea takes a moment to end, and is asked a few times a second.
          expect(tookMs).toBeLessThan(wait.noticedMs + 1_500);
          // Until then, who goes on alone holds new leases back.
          expect(early).toEqual(alone.map(() => [10, 0]));
        });

        test("its partners serve exactly its scopes, and clients notice nothing more", async () => {
          for (const [relationship, host, member, scope] of takesOver as [string, string, string, string][]) {
            expect(await local(host, member)).toMatchObject({ scopes: expect.arrayContaining([scope]) });
            expect(await serves(relationship, host)).toEqual([10, 10]);
          }
          for (const [relationship, host] of alone as [string, string][]) {
            expect(await serves(relationship, host)).toEqual([10, 10]);
          }
        }, 20_000);

        test("relationships without it do not notice", async () => {
          const { healthy, relationships } = await deployment.status();
          expect(healthy).toBe(false);
          expect(relationships.filter((r) => r.healthy).map((r) => r.name)).toEqual(calm);
          for (const relationship of calm) {
            expect(await serves(relationship, MEMBERS[relationship]!.primary)).toEqual([10, 10]);
          }
        }, 20_000);
      });

      test("question 3: a satellite is the hub of another relationship, and takes over there", async () => {
        await lab.stopKea("kea4");
        await eventually(async () => (await local("kea3", "server5")).state === "partner-down", 15_000);
        expect(await local("kea3", "server3")).toMatchObject({ state: "hot-standby", scopes: ["server3"] });
        expect(await serves("net30", "kea3")).toEqual([10, 10]);
        await lab.startKea("kea4");
        await eventually(healthy, 40_000);
      }, 70_000);

      test("a deploy with nothing changed sends nothing", async () => {
        const before = configSets();
        const { exitCode, stdout } = await deploy();
        expect(exitCode).toBe(0);
        expect(stdout).toContain("No changes.");
        expect(touched(before)).toEqual([]);
      }, 60_000);

      test("a deploy with one pool changed touches exactly the hosts that have that pool", async () => {
        const before = configSets();
        const { exitCode } = await deploy(SMALLER_POOL);
        expect(exitCode).toBe(0);
        expect(touched(before)).toEqual(["kea3", "kea4", "backup"]);
        expect(await healthy()).toBe(true);
      }, 90_000);

      test("question 4: the hub need not be the standby: roles flip by a second deploy, and back", async () => {
        expect((await deploy(SMALLER_POOL, ...FLIP)).exitCode).toBe(0);
        expect(await healthy()).toBe(true);
        expect(await local("kea3", "server5")).toMatchObject({ role: "primary", scopes: ["server5"] });
        expect(await local("kea4", "server6")).toMatchObject({ role: "standby", scopes: [] });
        expect(await serves("net30", "kea3")).toEqual([10, 10]);

        expect((await deploy()).exitCode).toBe(0);
        expect(await healthy()).toBe(true);
        expect(await local("kea4", "server6")).toMatchObject({ role: "primary", scopes: ["server6"] });
        expect(await serves("net30", "kea4")).toEqual([10, 10]);
      }, 180_000);

      test("what was deployed survives a restart of every Kea", async () => {
        for (const host of lab.keaHosts) await lab.stopKea(host);
        for (const host of lab.keaHosts) await lab.startKea(host);
        await eventually(healthy, 40_000);
      }, 60_000);

      test("question 5: load-balancing is refused for hosts with several relationships, with the reason", () => {
        const balanced: Edit[] = [
          ["import { ControlChannel, ", "import { HaMode, ControlChannel, "],
          ["port: 8000,", "port: 8000, mode: HaMode.LOAD_BALANCING,"],
          ['standby: { host: kea1, name: "server2" }', 'secondary: { host: kea1, name: "server2" }'],
        ];
        expect(() => synthArticle(balanced)).toThrow(
          /KEAHA005: relationship net28, kea1-dhcp4: its mode is load-balancing, and kea1 and backup are in several relationships: Kea allows that in mode hot-standby only/,
        );
      });
    },
    kea,
  );
}
