/** What breaks in the middle of a rollout costs nobody their service or their lease, and the next run finishes. */
import { join } from "node:path";
import type { JsonMap } from "../../kea/json";
import type { KeaRelease } from "../../lab/image/recipes";
import { type Edit, FLIP } from "../support/article";
import { lifetimes, type Pause, states } from "./deploy";
import { describeFaults, ending, HEALTHY, LITTLE, RATE } from "./faults";
import { eventually } from "./support";

/** Breaks one thing after another on one version of Kea. */
export function breakages(kea: KeaRelease): void {
  describeFaults(kea, (the) => {
    const {
      app,
      everybodyIsServed,
      finishes,
      healthy,
      leasesAreRight,
      load,
      onFiles,
      onKea3,
      other,
      run,
      running,
      sent,
      served,
    } = the;

    /** Puts a small disk of its own in the place of `$etc`. */
    const COPY = `mkdir /tmp/etc && cp -a $etc/. /tmp/etc &&
        mount -t tmpfs -o size=256k,mode=0755 small $etc && chown --reference=/tmp/etc/kea-dhcp4.conf $etc &&
        cp -a /tmp/etc/. $etc && rm -r /tmp/etc`;

    describe("does what it announces when", () => {
      test("a change that Kea accepts is unwanted: restore brings back what ran before it", async () => {
        const before = await running();
        const source = app(onKea3(await other()));
        // Also where its rollout died and the next one finished it.
        await run(source, { line: "kea3-dhcp4 +configuration set", then: async () => "SIGKILL" });
        await finishes(source);
        const count = load();
        // What was restored can be restored again.
        for (let times = 0; times < 2; times += 1) {
          expect(await the.deployment.keaHa("restore", the.deployment.manifest(source))).toMatchObject({
            exitCode: 0,
            stderr: "",
          });
          expect([await running(), await states(the.lab)]).toEqual([before, HEALTHY]);
        }
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        const startUp = JSON.parse(the.lab.host("kea3").read("/etc/kea/kea-dhcp4.conf")) as JsonMap;
        expect(startUp).toMatchObject({ Dhcp4: { "valid-lifetime": (await lifetimes(the.lab)).kea3 } });
        await finishes(source);
        await leasesAreRight();
      });

      test("Kea 3 is started anew, by an update of its package for one, before its turn comes", async () => {
        const source = app(onKea3(await other()));
        const then = async () => {
          await the.lab.stopKea("kea3");
          await the.lab.startKea("kea3");
          await eventually(healthy, 20_000);
        };
        expect(await run(source, { line: "kea3-dhcp4 +.*changes:", then })).toMatchObject(ending("DONE"));
        await finishes(source);
        await leasesAreRight();
      });

      test("a partner does not know the leases: it refuses, unless an interruption is allowed", async () => {
        const alone: Edit = ["port: 8002,", "port: 8002, ha: { syncLeases: false },"];
        const kea4 = 'address: "172.28.0.221", interfaces: ["enp0s8", "enp0s3"]';
        const source = app(alone, [kea4, `${kea4}, settings: { validLifetime: 5000 }`]);
        const flags = ["--allow-interruption"];
        await finishes(app(alone));
        const before = sent();
        expect(await run(source)).toMatchObject(
          ending(
            "REFUSED",
            /^kea4-dhcp4: while it is set, nobody can serve net30 for about 1 s: its partner does not know the leases .* allow it \(--allow-interruption\)\.$/,
          ),
        );
        expect(sent()).toEqual(before);
        const count = load();
        const allowed = await the.deployment.rollout(source, { flags });
        expect(allowed).toMatchObject(ending("DONE"));
        expect(allowed.said).toMatch(
          /net30 +will be interrupted for about 1 s: no partner can serve meanwhile/,
        );
        expect(await count()).toBeLessThanOrEqual(2 * RATE);
        expect(await the.deployment.rollout(app(), { flags })).toMatchObject(ending("DONE"));
        await finishes(app());
        await leasesAreRight();
      });

      test("members change together, to other names and another port: clients miss 1.5 s at most", async () => {
        const edits: Edit[] = [
          ["port: 8002,", "port: 8012,"],
          ['"server5"', '"hub"'],
          ['"server6"', '"spoke"'],
        ];
        for (const source of [app(...edits), app()]) {
          const count = load();
          const ended = await run(source);
          expect(ended).toMatchObject(ending("DONE"));
          expect(ended.said).toMatch(/net30 +will be interrupted for about 1\.5 s: /);
          expect(await count()).toBeLessThanOrEqual(1.5 * RATE);
          await everybodyIsServed();
        }
        await finishes(app());
        await leasesAreRight();
      });
    });

    describe("leaves everybody served, says what to do, and is finished by the next one, when", () => {
      test.each([
        ["before it gets its configuration", { line: "kea1-dhcp4 +serves net29" }, false],
        ["while it takes its configuration", { sent: "config-set" }, true],
        ["after it got its configuration", { line: "kea3-dhcp4 +configuration set" }, true],
      ] as [string, Omit<Pause, "then">, boolean][])("Kea 3 dies %s", async (_, point, isSent) => {
        const source = app(onKea3(await other()));
        const count = load();
        const ended = await run(source, { ...point, then: () => the.lab.killKea("kea3") });
        await count();
        const died = /^kea3: .*(did not open the control socket|closed without an answer)/;
        const lost =
          /^kea3: the previous configuration could not be brought back: .* Restart Kea there: its start-up file has it\./;
        expect(ended).toMatchObject(isSent ? ending("BROKEN", died, lost) : ending("UNDONE", died));
        await everybodyIsServed();
        await the.lab.startKea("kea3");
        await eventually(healthy, 20_000);
        await finishes(source);
        await leasesAreRight();
      });

      test("Kea 3 dies in the middle of a swap of its role with Kea 4's", async () => {
        const source = app(...FLIP);
        const point = { line: "kea3-dhcp4 +configuration set", then: () => the.lab.killKea("kea3") };
        const ended = await run(source, point);
        expect(ended).toMatchObject(
          ending("BROKEN", /^kea3: /, /^kea3: the previous configuration could not be brought back: /),
        );
        expect(ended.said).toMatch(/ended: broken; .*kea3-dhcp4 does not answer/);
        await everybodyIsServed();
        await the.lab.startKea("kea3");
        await eventually(healthy, 20_000);
        await finishes(source, "server5");
        await finishes(app());
        await leasesAreRight();
      });

      test("Kea 3 dies after it got its configuration, and its service manager starts it again", async () => {
        const before = await running();
        const source = app(onKea3(await other()));
        const count = load();
        const then = async () => {
          await the.lab.killKea("kea3");
          await the.lab.startKea("kea3");
        };
        expect(await run(source, { line: "kea3-dhcp4 +configuration set", then })).toMatchObject(
          ending("UNDONE", /^kea3: Kea was started anew after it got its configuration, /),
        );
        expect([await running(), await states(the.lab)]).toEqual([before, HEALTHY]);
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await finishes(source);
        await leasesAreRight();
      });

      const lost = /^kea3: Kea does not run the configuration any more that it got: /;
      const onceSet = (then: Pause["then"]) => ({ line: "kea3-dhcp4 +configuration set", then });

      test("somebody has Kea 3 read its start-up file again after it got its own", async () => {
        const before = await running();
        const source = app(onKea3(await other()));
        const count = load();
        const then = () => the.lab.command("kea3", "config-reload");
        expect(await run(source, onceSet(then))).toMatchObject(ending("UNDONE", lost));
        expect([await running(), await states(the.lab)]).toEqual([before, HEALTHY]);
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await finishes(source);
        await leasesAreRight();
      });

      test("somebody gives Kea 3 another configuration after it got its own: it keeps that", async () => {
        const before = await lifetimes(the.lab);
        const source = app(onKea3(await other()));
        const count = load();
        const then = async () => {
          const { Dhcp4 } = (await the.lab.command("kea3", "config-get")).arguments;
          return the.lab.command("kea3", "config-set", { Dhcp4: { ...Dhcp4, "valid-lifetime": 2222 } });
        };
        const ended = await run(source, onceSet(then));
        expect(ended).toMatchObject(
          ending(
            "BROKEN",
            lost,
            /^kea3: Somebody else gave it another .* what ran there before was not sent\./,
          ),
        );
        expect(ended.said).toMatch(/kea3-dhcp4 runs something else than the rollout gave it last/);
        expect(await states(the.lab)).toEqual(HEALTHY);
        expect(await lifetimes(the.lab)).toEqual({ ...before, kea3: 2222 });
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await finishes(source);
        await leasesAreRight();
      });

      test("somebody has Kea 3 read its start-up file again when Kea 1 has handed back: Kea 1 serves again", async () => {
        const before = await running();
        const source = app(onKea3(await other()));
        const count = load();
        const then = () => the.lab.command("kea3", "config-reload");
        const ended = await run(source, { line: "kea1-dhcp4 +hands net29 back", then });
        expect(ended).toMatchObject(ending("UNDONE", lost));
        expect([await running(), await states(the.lab)]).toEqual([before, HEALTHY]);
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await finishes(source);
        await leasesAreRight();
      });

      test.each([
        ["while it serves for Kea 3", "kea1-dhcp4 +serves net29"],
        ["when it has handed back", "kea1-dhcp4 +hands net29 back"],
      ])("Kea 1 dies %s", async (_, line) => {
        const source = app(onKea3(await other()));
        const count = load();
        const point = { line, then: () => the.lab.killKea("kea1") };
        const ended = await run(source, point);
        expect(ended).toMatchObject(
          ending(
            "UNDONE",
            /^net29: the partner of server3 on kea3 died meanwhile; .* Start Kea on the partner, and roll out again\./,
          ),
        );
        expect(ended.said).not.toMatch(/net29 +healthy/);
        await count();
        await everybodyIsServed();
        await the.lab.startKea("kea1");
        await eventually(healthy, 20_000);
        await finishes(source);
        await leasesAreRight();
      });

      /** Kea 3 stands still from just before its configuration is sent until something has happened. */
      const whileKea3TakesIts = (source: string, happens: () => Promise<unknown>) =>
        run(
          source,
          { line: "kea1-dhcp4 +serves net29", then: async () => undefined },
          // It is asked whether it answers, and has done so when it stands still.
          {
            sent: "version-get",
            then: async () => {
              await new Promise((resolve) => setTimeout(resolve, 200));
              await the.lab.freezeKea("kea3");
            },
          },
          { sent: "config-set", then: () => happens().then(() => the.lab.thawKea("kea3")) },
        );

      test("the channel to Kea 3 breaks while it takes its configuration", async () => {
        const source = app(onKea3(await other()));
        const count = load();
        const ended = await whileKea3TakesIts(source, async () => {
          const ssh = (await the.lab.host("admin").must(["pgrep", "-a", "-x", "ssh"])).split("\n");
          const pid = ssh.find((line) => line.includes("172.28.0.220"))!.split(" ")[0]!;
          await the.lab.host("admin").must(["kill", pid]);
        });
        expect(ended).toMatchObject(
          ending("UNDONE", /^kea3: .* The command config-set may have taken effect\./),
        );
        expect(await states(the.lab)).toEqual(HEALTHY);
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await finishes(source);
        await leasesAreRight();
      });

      test("the admin loses Kea 3 while it takes its configuration", async () => {
        const source = app(onKea3(await other()));
        const count = load();
        const ended = await whileKea3TakesIts(source, () => the.lab.sever("admin", "kea3"));
        expect(ended).toMatchObject(
          ending(
            "BROKEN",
            /^kea3: .*172\.28\.0\.220/,
            /^kea3: the previous configuration could not be brought back: /,
          ),
        );
        try {
          expect(await count()).toBeLessThanOrEqual(LITTLE);
          await everybodyIsServed();
        } finally {
          await the.lab.rejoin("admin", "kea3");
          // The host's ssh server has not noticed yet; until then the lost run holds the host's lock.
          await the.lab.host("kea3").must(["ss", "-K", "dst", "172.28.0.242"]);
        }
        await eventually(healthy, 20_000);
        await finishes(source);
        await leasesAreRight();
      });

      test("Kea 3 is off the network for 8 s, twice its partner's patience", async () => {
        const source = app(onKea3(await other()));
        const count = load();
        let mended: Promise<void> | undefined;
        const then = async () => {
          await the.lab.cut("kea3");
          mended = new Promise((resolve) => setTimeout(resolve, 8_000)).then(() => the.lab.heal("kea3"));
        };
        const ended = await run(source, { line: "kea3-dhcp4 +configuration set", then });
        await mended;
        await count();
        expect(ended).toMatchObject(ending("DONE"));
        await eventually(healthy, 20_000);
        await everybodyIsServed();
        await finishes(source);
        await leasesAreRight();
      });

      test("Kea 3's disk is read-only when its start-up file is to be written", async () => {
        const before = await running();
        const source = app(onKea3(await other()));
        const count = load();
        await onFiles("kea3", `${COPY} && mount -o remount,ro $etc`);
        const ended = await run(source);
        await onFiles("kea3", "umount $etc");
        expect(ended).toMatchObject(
          ending(
            "UNDONE",
            /^kea3: Kea cannot write its start-up file: .* Give Kea's user .* the right to write that file and room/,
          ),
        );
        expect([await running(), await states(the.lab)]).toEqual([before, HEALTHY]);
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await finishes(source);
        await leasesAreRight();
      });

      test("Kea 3's disk is full when its start-up file is to be written", async () => {
        const before = await running();
        const lifetime = await other();
        const long = Array.from({ length: 400 }, (_, index) => `filler${index}: "${"x".repeat(40)}"`).join();
        const source = app([
          onKea3(lifetime)[0],
          onKea3(lifetime)[1].replace("settings: {", `settings: { extra: { "user-context": { ${long} } },`),
        ]);
        await onFiles("kea3", `${COPY} && ! dd if=/dev/zero of=$etc/fill bs=4k 2>/dev/null`);
        const count = load();
        const ended = await run(source);
        const after = the.lab.host("kea3").read("/etc/kea/kea-dhcp4.conf");
        await onFiles("kea3", "umount $etc");
        expect(ended).toMatchObject(
          ending("UNDONE", /^kea3: Kea cannot write its start-up file: .* room on its disk/),
        );
        expect([await running(), await states(the.lab)]).toEqual([before, HEALTHY]);
        const startUp = JSON.parse(after) as { Dhcp4: Record<string, unknown> };
        expect(startUp.Dhcp4["valid-lifetime"]).toBe((await lifetimes(the.lab)).kea3);
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await finishes(app(onKea3(lifetime)));
        await leasesAreRight();
      });

      test.each([
        [
          "a script of a hook library is not there",
          '{ hooks: [{ library: "libdhcp_run_script.so", parameters: { name: "/usr/share/kea/scripts/absent.sh" } }] }',
          /^kea3: Kea refuses the configuration \(config-set\): .* Look into Kea's log on the host/,
        ],
        [
          "the lease file is a directory",
          '{ leaseDatabase: { name: "/var/lib/kea/directory.csv" } }',
          /^kea3: Kea refuses the configuration \(config-set\): .* Check the lease database's path and rights\./,
        ],
      ])("Kea 3 refuses its configuration late: %s", async (_, settings, error) => {
        await the.lab.host("kea3").must(["mkdir", "-p", "/var/lib/kea/directory.csv"]);
        const before = await running();
        const count = load();
        const source = app([onKea3(0)[0], onKea3(0)[1].replace("{ validLifetime: 0 }", settings)]);
        expect(await run(source)).toMatchObject(ending("UNDONE", error));
        expect([await running(), await states(the.lab)]).toEqual([before, HEALTHY]);
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await leasesAreRight();
      });

      test.each([
        [
          "does not have a hook library",
          'settings: { hooks: [{ library: "libdhcp_nosuch.so" }] }',
          /^kea3: Kea refuses the configuration \(config-test\): .* Install the library on the host/,
        ],
        [
          "does not have an interface",
          'interfaces: ["enp0s8", "enp0s3", "eth7"]',
          /^kea3: Kea refuses the configuration \(config-test\): .*eth7.* Name interfaces that the host has/,
        ],
      ] as [string, string, RegExp][])("Kea 3 %s", async (_, props, error) => {
        const before = [await running(), sent()];
        const [host] = onKea3(0);
        const source = app([
          host,
          props.startsWith("interfaces") ? host.replace(/interfaces.*/, props) : `${host}, ${props}`,
        ]);
        expect(await run(source)).toMatchObject(ending("REFUSED", error));
        expect([await running(), sent()]).toEqual(before);
        expect(await states(the.lab)).toEqual(HEALTHY);
      });

      test("another program has the new port of a relationship", async () => {
        const before = await running();
        const squatter = ["--pidfile", "/run/lab/squatter.pid", "--exec", "/usr/bin/socat"];
        const start = ["start-stop-daemon", "--start", "--background", "--make-pidfile", ...squatter];
        await the.lab.host("kea4").must([...start, "--", "TCP-LISTEN:8012,fork,reuseaddr", "/dev/null"]);
        try {
          expect(await run(app(["port: 8002", "port: 8012"]))).toMatchObject(
            ending(
              "UNDONE",
              /^kea4: Kea refuses .*Address already in use\. Give the relationship another port/,
            ),
          );
        } finally {
          await the.lab.host("kea4").must(["start-stop-daemon", "--stop", ...squatter]);
        }
        expect([await running(), await states(the.lab)]).toEqual([before, HEALTHY]);
        await everybodyIsServed();
        await leasesAreRight();
      });

      test("members of a relationship lost each other beforehand: others change; they do only if that is allowed", async () => {
        const elsewhere = onKea3(await other());
        const kea1 = 'address: "172.28.0.253", interfaces: ["enp0s8"]';
        const source = app(elsewhere, [kea1, `${kea1}, settings: { validLifetime: 4100 }`]);
        await the.lab.sever("kea1", "kea2");
        const apart = async () => /server2 partner-down/.test((await states(the.lab)).kea1!);
        await eventually(apart, 15_000);
        await eventually(async () => (await states(the.lab)).kea2 === "server1 partner-down", 15_000);
        expect(await run(app(elsewhere))).toMatchObject(ending("DONE"));
        const before = sent();
        expect(await run(source)).toMatchObject(
          ending(
            "REFUSED",
            /^relationship net28 is not healthy: .*partner-down.* mend the network between them\. To roll out all the same, allow it \(--allow-unhealthy\)\./,
          ),
        );
        expect(sent()).toEqual(before);
        const count = load();
        expect(await the.deployment.rollout(source, { flags: ["--allow-unhealthy"] })).toMatchObject(
          ending("DONE"),
        );
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await the.lab.rejoin("kea1", "kea2");
        await eventually(healthy, 20_000);
        await finishes(source);
        await finishes(app(elsewhere));
        await leasesAreRight();
      });

      /** Kea 1 refuses leases of net28, which therefore terminates. */
      const terminates = async () => {
        const { Dhcp4 } = (await the.lab.command("kea1", "config-get")).arguments;
        const less = (Dhcp4.subnet4 as { id: number }[]).filter(({ id }) => id !== 1);
        await the.lab.command("kea1", "config-set", { Dhcp4: { ...Dhcp4, subnet4: less } });
        await eventually(healthy, 20_000);
        for (let tries = 0; tries < 4; tries += 1) await served();
        await eventually(async () => (await states(the.lab)).kea2!.includes("terminated"), 10_000);
      };

      test("Kea 2 stopped for good, since its partner refused its leases, as it does when clocks differ", async () => {
        const source = app(onKea3(await other()));
        const before = sent();
        await terminates();
        const rollout = await run(source);
        expect(rollout).toMatchObject(
          ending(
            "REFUSED",
            /^relationship net28 is not healthy: .*terminated.* Restart Kea on both members, the standby first/,
          ),
        );
        expect(sent().filter((n, index) => n !== before[index])).toHaveLength(1);
        await everybodyIsServed();
        for (const host of ["kea1", "kea2"]) {
          await the.lab.stopKea(host);
          await the.lab.startKea(host);
        }
        await eventually(healthy, 30_000);
        await finishes(source);
        await leasesAreRight();
      });

      test("Kea 2 stopped for good, and that is allowed: both members are set together, although Kea 2 runs what is declared", async () => {
        const source = app(onKea3(await other()));
        await terminates();
        expect(await the.deployment.rollout(source, { flags: ["--allow-unhealthy"] })).toMatchObject(
          ending("DONE"),
        );
        expect(await states(the.lab)).toEqual(HEALTHY);
        await finishes(source);
        await leasesAreRight();
      });

      test("Kea 1 is deaf to its partner after it got its configuration", async () => {
        const source = app([
          'address: "172.28.0.253", interfaces: ["enp0s8"]',
          `address: "172.28.0.253", interfaces: ["enp0s8"], settings: { validLifetime: ${await other()} }`,
        ]);
        const deaf = (act: string) =>
          the.lab
            .host("kea2")
            .must([
              "ip",
              "rule",
              act,
              "to",
              "172.28.0.253",
              "ipproto",
              "tcp",
              "dport",
              "8000",
              "unreachable",
            ]);
        const ended = await run(source, {
          line: "kea1-dhcp4 +configuration set",
          then: async () => {
            await deaf("add");
          },
        });
        await deaf("del");
        await everybodyIsServed();
        await eventually(healthy, 20_000);
        expect(ended).toMatchObject(
          ending(
            "BROKEN",
            /^(net28|kea1).*server1 on kea2 is partner-down/,
            /server1 on kea2|server2 on kea1/,
          ),
        );
        await finishes(source);
        await leasesAreRight();
      });

      test("somebody presses Ctrl-C in the middle of terraform apply", async () => {
        const source = app(onKea3(await other()));
        const count = load();
        const group = join(the.lab.state, "terraform.pid");
        let interrupted: Promise<string> | undefined;
        const ended = await the.deployment.terraform(source, {
          through: ["setsid", "--wait", "sh", "-c", 'echo $$ >"$0"; exec "$@"', group],
          onOutput: (chunk) => {
            if (!/kea3-dhcp4 +configuration set/.test(chunk)) return;
            interrupted ??= the.lab.host("admin").must(["sh", "-c", `kill -INT -$(cat ${group})`]);
          },
        });
        await interrupted;
        expect(ended.exitCode).toBe(1);
        await eventually(healthy, 20_000);
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        expect(await the.deployment.terraform(source)).toMatchObject({ exitCode: 0 });
        await finishes(source);
        await leasesAreRight();
      });
    });
  });
}
