/** What goes wrong at a user's site ends a deploy with one message, and leaves nobody without DHCP. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Deployed, Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { askForLeases, CLIENTS } from "../../lab/load/traffic";
import { Outcome } from "../../rollout/outcome";
import { type Edit, FLIP } from "../support/article";
import { article, lifetimes, pair, rolloutWithPauses, states } from "./deploy";
import { describeLab, eventually } from "./support";

jest.setTimeout(180_000);

const HEALTHY = {
  kea1: "server2 hot-standby, server4 hot-standby",
  kea2: "server1 hot-standby",
  kea3: "server3 hot-standby, server5 hot-standby",
  kea4: "server6 hot-standby",
  backup: "server7 backup, server8 backup, server9 backup, switched off",
};

/** Clients that ask in each relationship; all of them are to be served. */
const ASKING = 5;
const EVERYBODY = { net28: ASKING, net29: ASKING, net30: ASKING };

/** One error that matches, with the exit code of its outcome. */
function ending(outcome: keyof typeof Outcome, ...errors: RegExp[]): Partial<Deployed> {
  return {
    exitCode: Outcome[outcome],
    errors: errors.map((error) => expect.stringMatching(error) as string),
    report: expect.objectContaining({ outcome }) as Deployed["report"],
  };
}

/** Runs the rollout itself fails: Terraform has an exit code of its own, and says the rollout's. */
function endsTerraform(
  { said, ...deployed }: Deployed,
  outcome: keyof typeof Outcome,
  ...errors: RegExp[]
): void {
  expect(deployed).toMatchObject({ ...ending(outcome, ...errors), exitCode: 1 });
  expect(said.replace(/\s+/g, " ")).toContain(`exit status ${Outcome[outcome]}.`);
}

/** Gives a host's file other content for a while. */
async function withFile(path: string, change: (text: string) => string, act: () => Promise<void>) {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, change(text));
  await act().finally(() => writeFileSync(path, text));
}

const FIRST_HOOK = 'address: "172.28.0.220", interfaces: ["enp0s8", "enp0s3"]';
/** Loads a hook library on Kea 3. */
const hookOnKea3 = (hook: string): Edit => [FIRST_HOOK, `${FIRST_HOOK}, settings: { hooks: [${hook}] }`];

describeLab("on the article's five hosts, which serve everybody, a deploy ends when", () => {
  let lab: Lab;
  let deployment: Deployment;
  let before: Record<string, number>;
  /** Lease lifetime that the test's own change declares. */
  let lifetime = 3600;
  let asked = 0;

  /** The article with a change on every host, and edits. */
  const changed = (...edits: readonly Edit[]) =>
    article(["cacheThreshold: 0.25,", `cacheThreshold: 0.25, validLifetime: ${lifetime},`], ...edits);

  /** How many of the clients get leases in each relationship, from the hosts named or the primaries. */
  async function served(servers: Record<string, string> = {}): Promise<Record<string, number>> {
    const from: Record<string, string> = { net28: "kea2", net29: "kea3", net30: "kea4", ...servers };
    const counts = CLIENTS.map(async (clients) => {
      const { second } = await askForLeases(lab, clients, from[clients.relationship]!, ASKING, ++asked);
      return [clients.relationship, second.received] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  }

  const healthyAgain = () =>
    eventually(async () => JSON.stringify(await states(lab)) === JSON.stringify(HEALTHY), 20_000);

  /** Nothing was sent: every host runs what it ran, and all clients are served. */
  async function untouched(): Promise<void> {
    expect(await lifetimes(lab)).toEqual(before);
    expect(await states(lab)).toEqual(HEALTHY);
    expect(await served()).toEqual(EVERYBODY);
  }

  /** The named hosts run the change, the others what they ran; all relationships are healthy. */
  async function changedOnly(...hosts: string[]): Promise<void> {
    const now = Object.fromEntries(hosts.map((host) => [host, lifetime]));
    expect(await lifetimes(lab)).toEqual({ ...before, ...now });
    expect(await states(lab)).toEqual(HEALTHY);
    expect(await served()).toEqual(EVERYBODY);
  }

  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4" });
    deployment = new Deployment(lab);
    const { exitCode, said } = await deployment.terraform(article());
    if (exitCode !== 0) throw new Error(said);
  });
  beforeEach(async () => {
    await healthyAgain();
    before = await lifetimes(lab);
    lifetime += 100;
  });
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  test("a host's Kea is stopped", async () => {
    await lab.stopKea("kea4");
    await eventually(async () => (await states(lab)).kea3!.includes("server5 partner-down"));
    endsTerraform(
      await deployment.terraform(changed()),
      "REFUSED",
      /^kea3-dhcp4: while it is set, nobody can serve net30 .*: kea4-dhcp4 does not answer\. Bring it back first/,
      /^kea4: 172\.28\.0\.221 was reached.* did not open the control socket \/run\/kea\/kea4-ctrl-socket.* Check on the host that kea-dhcp4 runs/,
    );
    const { kea4: _, ...others } = before;
    expect(await lifetimes(lab)).toEqual(others);
    expect(await served({ net30: "kea3" })).toEqual(EVERYBODY);
    await lab.startKea("kea4");
  });

  test("a host is cut off the network", async () => {
    await lab.cut("kea4");
    await eventually(async () => (await states(lab)).kea3!.includes("server5 partner-down"), 30_000);
    expect(await deployment.rollout(changed())).toMatchObject(
      ending(
        "REFUSED",
        /^kea3-dhcp4: while it is set, nobody can serve net30 .*: kea4-dhcp4 does not answer\./,
        /^kea4: (172\.28\.0\.221 did not answer in time|There is no route to 172\.28\.0\.221)\. Check that the host is up/,
      ),
    );
    expect(await lifetimes(lab)).toEqual(before);
    expect(await served({ net30: "kea3" })).toEqual(EVERYBODY);
    await lab.heal("kea4");
  });

  test("a host does not know the admin's ssh key", async () => {
    await withFile(
      lab.host("kea3").path("/root/.ssh/authorized_keys"),
      () => "",
      async () => {
        expect(await deployment.rollout(changed())).toMatchObject(
          ending(
            "REFUSED",
            /^kea4-dhcp4: while it is set, nobody can serve net30 .*: kea3-dhcp4 does not answer\./,
            /^kea3: 172\.28\.0\.220 refuses user root with the keys that ssh found.* Check the user, and that the public key is in the user's authorized_keys/,
          ),
        );
        await untouched();
      },
    );
  });

  test("a host shows another host key than the one that the admin knows", async () => {
    const ofKea1 = (text: string) => /^172\.28\.0\.253 (.*)$/m.exec(text)![1]!;
    await withFile(
      lab.ssh.knownHosts,
      (text) => text.replace(/^(172\.28\.0\.220\S*) .*$/m, `$1 ${ofKea1(text)}`),
      async () => {
        expect(await deployment.rollout(changed())).toMatchObject(
          ending(
            "REFUSED",
            /^kea4-dhcp4: while it is set, nobody can serve net30 .*: kea3-dhcp4 does not answer\./,
            /^kea3: The host key of 172\.28\.0\.220 is not the one that ssh knows.* Compare the new key's fingerprint .*SHA256:/,
          ),
        );
        await untouched();
      },
    );
  });

  test("a host does not have a declared hook library", async () => {
    expect(await deployment.rollout(changed(hookOnKea3('{ library: "libdhcp_nosuch.so" }')))).toMatchObject(
      ending(
        "REFUSED",
        /^kea3: Kea refuses the configuration \(config-test\): .*libdhcp_nosuch\.so\. Install the library on the host/,
      ),
    );
    await untouched();
  });

  test("a host does not have a declared interface", async () => {
    const edit: Edit = [FIRST_HOOK, 'address: "172.28.0.220", interfaces: ["enp0s8", "enp0s3", "eth7"]'];
    expect(await deployment.rollout(changed(edit))).toMatchObject(
      ending(
        "REFUSED",
        /^kea3: Kea refuses the configuration \(config-test\): .*interface 'eth7' doesn't exist in the system\. Name interfaces that the host has/,
      ),
    );
    await untouched();
  });

  test("a script of a hook library is not there, which only config-set finds out", async () => {
    const edit = hookOnKea3(
      '{ library: "libdhcp_run_script.so", parameters: { name: "/usr/share/kea/scripts/absent.sh" } }',
    );
    expect(await deployment.rollout(changed(edit))).toMatchObject(
      ending(
        "UNDONE",
        /^kea3: Kea refuses the configuration \(config-set\): .* Look into Kea's log on the host/,
      ),
    );
    await changedOnly("backup", "kea1", "kea2");
  });

  test("another program has a relationship's new port, which only config-set finds out", async () => {
    const squatter = ["--pidfile", "/run/lab/squatter.pid", "--exec", "/usr/bin/socat"];
    const listen = ["TCP-LISTEN:8012,fork,reuseaddr", "/dev/null"];
    const start = ["start-stop-daemon", "--start", "--background", "--make-pidfile", ...squatter];
    await lab.host("kea4").must([...start, "--", ...listen]);
    try {
      endsTerraform(
        await deployment.terraform(changed(["port: 8002", "port: 8012"])),
        "UNDONE",
        /^kea4: Kea refuses the configuration \(config-set\): .*Address already in use\. Give the relationship another port/,
      );
    } finally {
      await lab.host("kea4").must(["start-stop-daemon", "--stop", ...squatter]);
    }
    // Who was given the new port went back, and nobody else was set before.
    await changedOnly();
  });

  test("Kea may not write a host's start-up file", async () => {
    await lab.host("kea3").must(["chown", "root:root", "/etc/kea/kea-dhcp4.conf"]);
    expect(await deployment.rollout(changed())).toMatchObject(
      ending(
        "UNDONE",
        /^kea3: Kea cannot write its start-up file: .*Unable to open file \/etc\/kea\/kea-dhcp4\.conf.* Give Kea's user .* the right to write/,
      ),
    );
    await lab.host("kea3").must(["chown", "_kea:_kea", "/etc/kea/kea-dhcp4.conf"]);
    await changedOnly("backup", "kea1", "kea2");
  });

  test("Kea may not write the start-up file of the second of two hosts, and the first has its old one again", async () => {
    await lab.host("kea4").must(["chown", "root:root", "/etc/kea/kea-dhcp4.conf"]);
    expect(await deployment.rollout(changed(...FLIP))).toMatchObject(
      ending("UNDONE", /^kea4: Kea cannot write its start-up file/),
    );
    await lab.host("kea4").must(["chown", "_kea:_kea", "/etc/kea/kea-dhcp4.conf"]);
    await changedOnly("backup", "kea1", "kea2");
    const startUp = JSON.parse(lab.host("kea3").read("/etc/kea/kea-dhcp4.conf")) as {
      Dhcp4: Record<string, unknown>;
    };
    expect(startUp.Dhcp4["valid-lifetime"]).toBe(before.kea3);
  });

  test("a host dies in the middle: the others go back, and it joins them when it is started", async () => {
    const then = () => lab.killKea("kea4");
    const source = article(["port: 8002", "port: 8022"]);
    // Nothing was sent to it: when it is started it runs what it ran.
    expect(
      await rolloutWithPauses(deployment, source, [{ line: "backup-dhcp4 +configuration set", then }]),
    ).toMatchObject(
      ending("UNDONE", /^kea4: .*did not open the control socket|^kea4: .*closed without an answer/),
    );
    expect((await lifetimes(lab)).kea3).toBe(before.kea3);
    await eventually(async () => (await states(lab)).kea3!.includes("server5 partner-down"));
    expect(await served({ net30: "kea3" })).toEqual(EVERYBODY);
    await lab.startKea("kea4");
    await healthyAgain();
    expect(await served()).toEqual(EVERYBODY);
  });

  test("a host that serves nobody yet lacks the HA library", async () => {
    await lab.reset();
    const library = lab.host("kea3").path("/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_ha.so");
    renameSync(library, `${library}.away`);
    try {
      expect(await deployment.rollout(changed())).toMatchObject(
        ending("REFUSED", /^kea3: Kea refuses .*libdhcp_ha\.so\. Install the library on the host/),
      );
    } finally {
      renameSync(`${library}.away`, library);
    }
    expect(await deployment.rollout(changed())).toMatchObject(ending("DONE"));
    before = {};
    await changedOnly(...lab.keaHosts);
  });
});

/** Leases for clients of the office network, from whoever serves it. */
async function leasesFrom(lab: Lab, seed: number): Promise<number> {
  return (await askForLeases(lab, CLIENTS[0]!, "kea2", ASKING, seed)).second.received;
}

describeLab("over HTTP a deploy ends when", () => {
  test("the password is wrong", async () => {
    await using lab = await Lab.up({ kea: "3.0.4", control: "http" });
    using deployment = new Deployment(lab);
    const passwordFile = join(lab.state, "password");
    const host = `
      control: ControlChannel.http({
        dhcp4: \`http://\${address}:8100/\`, user: "lab", passwordFile: "${passwordFile}", allowPlain: true,
      }),
      settings: { httpControlSockets: [{
        address, port: 8100, directory: "/etc/kea",
        clients: [{ userFile: "lab-user", passwordFile: "lab-password" }],
      }] },`;
    for (const name of ["kea1", "kea2"]) lab.host(name).write("/etc/kea/lab-user", "lab", "_kea");
    writeFileSync(passwordFile, lab.http("kea1").password);
    expect(await deployment.rollout(pair({ host }))).toMatchObject(ending("DONE"));

    writeFileSync(passwordFile, "guess");
    const refusal = (name: string) =>
      new RegExp(
        `^${name}: http://172.28.0.25\\d:8100/ does not accept user lab with the password from ${passwordFile}\\. Compare both with the clients`,
      );
    const ended = await deployment.rollout(pair({ host, settings: "{ validLifetime: 3600 }" }));
    expect(ended).toMatchObject(ending("REFUSED", refusal("kea1"), refusal("kea2")));
    expect(ended.said).not.toContain("guess");
    expect(await leasesFrom(lab, 1)).toBe(ASKING);
  });
});

describeLab(
  "on Kea 2.2 a deploy ends, since",
  () => {
    test.each(["V2_6", "V3_0"])("it is too old for what is declared (%s)", async (kea) => {
      await using lab = await Lab.up({ kea: "2.2" });
      using deployment = new Deployment(lab);
      const { Dhcp4 } = (await lab.command("kea2", "config-get")).arguments;
      const config = {
        "control-socket": Dhcp4["control-socket"],
        "interfaces-config": { interfaces: ["enp0s8"] },
        subnet4: [{ id: 1, subnet: "172.28.0.0/24", pools: [{ pool: "172.28.0.2-172.28.0.219" }] }],
      };
      expect(await lab.command("kea2", "config-set", { Dhcp4: config })).toMatchObject({ result: 0 });
      const line = kea.slice(1).replace("_", "\\.");
      expect(await deployment.rollout(pair({ kea }))).toMatchObject(
        ending(
          "REFUSED",
          new RegExp(`^kea1: it runs Kea 2\\.2\\.0, which is not supported\\. Install Kea ${line}\\.$`),
          new RegExp(`^kea2: it runs Kea 2\\.2\\.0, which is not supported\\. Install Kea ${line}\\.$`),
        ),
      );
      expect(await leasesFrom(lab, 1)).toBe(ASKING);
    });
  },
  "2.2",
);

describeLab(
  "on Kea 2.6 a deploy ends when",
  () => {
    test("3.0 is declared", async () => {
      await using lab = await Lab.up({ kea: "2.6.3" });
      using deployment = new Deployment(lab);
      expect(await deployment.rollout(pair({ kea: "V2_6" }))).toMatchObject(ending("DONE"));
      const wrong = (name: string) =>
        new RegExp(
          `^${name}: it runs Kea 2\\.6\\.3 and is declared as 3\\.0\\. Declare it as 2\\.6, or install Kea 3\\.0\\.$`,
        );
      expect(await deployment.rollout(pair({ kea: "V3_0" }))).toMatchObject(
        ending("REFUSED", wrong("kea1"), wrong("kea2")),
      );
      expect(await leasesFrom(lab, 1)).toBe(ASKING);
    });
  },
  "2.6.3",
);
