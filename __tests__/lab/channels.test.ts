/** The rollout works through each control channel, on the real parts that are behind it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Family } from "../../kea/model/family";
import { Lab } from "../../lab/lab";
import { askForLeases, CLIENTS } from "../../lab/load/traffic";
import { Deployment } from "../../lab/terraform/deployment";
import { lifetimes, pair, type Pair, rolloutWithPauses, states } from "./deploy";
import { describeLab, eventually } from "./support";

jest.setTimeout(120_000);

const ASKING = 5;
const HEALTHY = { kea1: "server2 hot-standby", kea2: "server1 hot-standby" };
const SSH = 'control: ControlChannel.ssh({ user: "root" }),';

const settings = (lifetime: number) => `{ validLifetime: ${lifetime} }`;

/** How many of the clients of the office network get leases. */
async function served(lab: Lab, seed: number): Promise<number> {
  return (await askForLeases(lab, CLIENTS[0]!, "kea2", ASKING, seed)).second.received;
}

/** First there is nothing, then a change, then nothing to do: each through the same channel. */
async function setsChangesAndRests(
  lab: Lab,
  deployment: Deployment,
  app: Pair,
  through?: readonly string[],
): Promise<void> {
  for (const lifetime of [3600, 7200]) {
    const { exitCode, errors } = await deployment.rollout(pair({ ...app, settings: settings(lifetime) }), {
      through,
    });
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] });
    expect(await states(lab)).toMatchObject(HEALTHY);
    expect(await lifetimes(lab)).toMatchObject({ kea1: lifetime, kea2: lifetime });
    expect(await served(lab, lifetime / 100)).toBe(ASKING);
  }
  const again = await deployment.rollout(pair({ ...app, settings: settings(7200) }), { through });
  expect(again).toMatchObject({ exitCode: 0, report: { outcome: "DONE" } });
  expect(again.report.servers.filter(({ touched }) => touched)).toEqual([]);
}

describeLab("over ssh, Kea 3.0.4", () => {
  let lab: Lab;
  let deployment: Deployment;
  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4", families: [Family.V4, Family.V6] });
    deployment = new Deployment(lab);
  });
  beforeEach(() => lab.reset());
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  test("a rollout sets two hosts, changes them, and then rests", async () => {
    await setsChangesAndRests(lab, deployment, { host: SSH });
  });

  test("both servers of a host are set, for DHCPv4 and DHCPv6", async () => {
    for (const lifetime of [3600, 7200]) {
      const { report } = await deployment.rollout(
        pair({ host: SSH, families: [Family.V4, Family.V6], settings: settings(lifetime) }),
      );
      expect(report).toMatchObject({ outcome: "DONE", problems: [] });
      expect(report.servers).toEqual(
        ["kea1-dhcp4", "kea1-dhcp6", "kea2-dhcp4", "kea2-dhcp6"].map((server) =>
          expect.objectContaining({ server, runs: "declared", touched: true }),
        ),
      );
      expect(await lifetimes(lab, Family.V6)).toMatchObject({ kea1: lifetime, kea2: lifetime });
    }
    expect(await states(lab)).toMatchObject(HEALTHY);
    expect(await states(lab, Family.V6)).toMatchObject({
      kea1: "server2v6 hot-standby",
      kea2: "server1v6 hot-standby",
    });
    expect(await served(lab, 1)).toBe(ASKING);
    const lease = await lab.dhcpClient("client", "enp0s8", Family.V6);
    expect(lease?.address).toMatch(/^2001:db8:28::1:/);
    const held = ["kea1", "kea2"].map((host) => lab.leases(host, Family.V6).map(({ address }) => address));
    expect(held).toEqual([[lease?.address], [lease?.address]]);
  });

  test("on a host that deploys itself, its own server is reached by its unix socket", async () => {
    const host = `control: name === "kea1"
      ? ControlChannel.unix()
      : ControlChannel.ssh({
          user: "root", identityFile: "${lab.ssh.key}", knownHostsFile: "${lab.ssh.knownHosts}",
        }),`;
    // The program sees kea1's network and sockets, with this machine's Node and ssh.
    const root = lab.host("kea1").path("/");
    const sockets = `mount -t tmpfs run /run && ln -s ${root}run/kea /run/kea && exec "$@"`;
    const own = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", sockets, "sh"];
    const through = ["nsenter", `--net=${join(root, "../ns/net")}`, ...own];
    await setsChangesAndRests(lab, deployment, { host }, through);
  });
});

/** A password file on the admin's side, and the channel that uses it. */
function httpChannel(lab: Lab): string {
  const passwordFile = join(lab.state, "password");
  writeFileSync(passwordFile, `${lab.http("kea1").password}\n`, { mode: 0o600 });
  return `control: ControlChannel.http({
    dhcp4: \`http://\${address}:8100/\`, user: "lab", passwordFile: "${passwordFile}", allowPlain: true,
  }),`;
}

describeLab("over HTTP with a password, Kea 3.0.4 itself", () => {
  const SOCKET = `settings: { httpControlSockets: [{
    address, port: 8100, directory: "/etc/kea",
    clients: [{ userFile: "lab-user", passwordFile: "lab-password" }],
  }] },`;
  let lab: Lab;
  let deployment: Deployment;
  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4", control: "http" });
    deployment = new Deployment(lab);
    for (const name of ["kea1", "kea2"]) lab.host(name).write("/etc/kea/lab-user", "lab", "_kea");
  });
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  const source = (lifetime: number) =>
    pair({ host: httpChannel(lab) + SOCKET, settings: settings(lifetime) });

  test("a rollout sets two hosts, changes them, and then rests", async () => {
    await setsChangesAndRests(lab, deployment, { host: httpChannel(lab) + SOCKET });
  });

  test("a configuration that would close the rollout's own channel is refused", async () => {
    await deployment.rollout(source(7200));
    const before = await lifetimes(lab);
    const ended = await deployment.rollout(pair({ host: httpChannel(lab), settings: settings(1800) }));
    const refusal = (name: string, address: string) =>
      `${name}: its declared configuration has no control socket on port 8100, so that the rollout would lose its control channel http://${address}:8100/. Declare the socket (settings.httpControlSockets), or use ssh.`;
    expect(ended).toMatchObject({
      exitCode: 1,
      errors: [refusal("kea1", "172.28.0.253"), refusal("kea2", "172.28.0.254")],
    });
    expect(await lifetimes(lab)).toEqual(before);
    expect(await served(lab, 99)).toBe(ASKING);
  });

  test("a server that reads its start-up file again after it got its configuration is noticed", async () => {
    await deployment.rollout(source(7200));
    const before = await lifetimes(lab);
    const then = () => lab.command("kea1", "config-reload");
    const ended = await rolloutWithPauses(deployment, source(4500), [
      { line: "kea1-dhcp4 +configuration set", then },
    ]);
    expect(ended).toMatchObject({ exitCode: 3, report: { outcome: "UNDONE" } });
    expect(ended.errors).toEqual([
      expect.stringMatching(/^kea1: Kea does not run the configuration any more that it got: /),
    ]);
    expect(await states(lab)).toMatchObject(HEALTHY);
    expect(await lifetimes(lab)).toMatchObject({ ...before, kea2: expect.any(Number) as number });
  });

  test("a server whose answer gets lost goes back to what it ran: nobody else has set it", async () => {
    await deployment.rollout(source(7200));
    const before = await lifetimes(lab);
    const toKea1 = (command: string) => `^${command} [^]*Host: 172\\.28\\.0\\.253`;
    const configured = () => lab.keaLog("kea1").split("DHCP4_CONFIG_COMPLETE").length;
    const ended = await rolloutWithPauses(deployment, source(5400), [
      { line: "changes:", then: async () => undefined },
      // What kea1 runs is asked twice just before it is set: for the step, and for the lack of a lock.
      { sent: toKea1("config-hash-get"), then: async () => undefined },
      { sent: toKea1("config-hash-get"), then: () => sleep(200).then(() => lab.freezeKea("kea1")) },
      {
        sent: toKea1("config-set"),
        then: async () => {
          const sets = configured();
          await lab.sever("admin", "kea1");
          await lab.thawKea("kea1");
          await eventually(() => configured() > sets, 10_000);
          await lab.host("admin").must(["ss", "-K", "dst", "172.28.0.253"]);
          await lab.rejoin("admin", "kea1");
        },
      },
    ]);
    expect(ended).toMatchObject({ exitCode: 3, report: { outcome: "UNDONE" } });
    expect(ended.errors).toEqual([expect.stringMatching(/^kea1: .* the command may have taken effect/)]);
    expect(await states(lab)).toMatchObject(HEALTHY);
    expect(await lifetimes(lab)).toEqual(before);
    expect(await served(lab, 54)).toBe(ASKING);
  });
});

describeLab(
  "over HTTP with a password, the control agent of Kea 2.6.3",
  () => {
    test("a rollout sets two hosts, changes them, and then rests", async () => {
      await using lab = await Lab.up({ kea: "2.6.3", control: "http" });
      using deployment = new Deployment(lab);
      await setsChangesAndRests(lab, deployment, { kea: "V2_6", host: httpChannel(lab) });
    });
  },
  "2.6.3",
);
