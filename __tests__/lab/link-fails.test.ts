/** Members that change together and cannot hear each other afterwards are back before their clients give up. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Lab } from "../../lab/lab";
import { LOAD } from "../../lab/load/topology";
import { Authority } from "../../lab/network/certificates";
import { Deployment } from "../../lab/terraform/deployment";
import { pair, states } from "./deploy";
import { describeLab, eventually } from "./support";
import { announced, load, LITTLE, RATE } from "./under-load";

jest.setTimeout(240_000);

const HOSTS = { kea1: "172.28.0.253", kea2: "172.28.0.254" } as const;
const HEALTHY = { kea1: "server2 hot-standby", kea2: "server1 hot-standby" };
/** Kea's own timers: a partner is taken for lost after a minute. */
const PAIR = { host: 'control: ControlChannel.ssh({ user: "root" }),', ha: "ha: {}" };
const TLS = `tls: {
  trustAnchor: "/etc/kea/tls/ca.pem", certFile: "/etc/kea/tls/cert.pem", keyFile: "/etc/kea/tls/key.pem",
},`;
/** Seconds from the first set until everybody is back: two to notice, and the way there and back. */
const BACK_S = 6;

describeLab("a relationship that gets TLS with certificates that do not fit", () => {
  let lab: Lab;
  let deployment: Deployment;

  beforeAll(async () => {
    lab = await Lab.up({ topology: LOAD });
    deployment = new Deployment(lab);
    const directory = join(lab.state, "certificates");
    mkdirSync(directory);
    for (const [host, address] of Object.entries(HOSTS)) {
      // Each trusts its own authority alone.
      const authority = await Authority.make(directory, host);
      const { certificate, key } = await authority.sign(address, 1);
      lab.host(host).write("/etc/kea/tls/ca.pem", authority.certificate, "_kea");
      lab.host(host).write("/etc/kea/tls/cert.pem", certificate, "_kea");
      lab.host(host).write("/etc/kea/tls/key.pem", key, "_kea");
    }
    const { exitCode, said } = await deployment.rollout(pair(PAIR));
    if (exitCode !== 0) throw new Error(said);
  });
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  test("goes back in seconds, not when Kea's own timers end", async () => {
    const source = pair({ ...PAIR, relationship: TLS });
    deployment.manifest(source);
    const count = load(lab, "net28");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const ended = await deployment.rollout(source);
    const { net28: lost } = await count();
    expect(ended).toMatchObject({ exitCode: 3, report: { outcome: "UNDONE" } });
    console.log(`announced ${announced(ended.report, "net28")} ms, lost ${lost}`);
    expect(announced(ended.report, "net28")).toBeGreaterThan(0);
    expect(lost).toBeLessThanOrEqual(LITTLE + BACK_S * RATE);
    await eventually(
      async () => JSON.stringify(await states(lab)).includes(JSON.stringify(HEALTHY).slice(1, -1)),
      30_000,
    );
    const running = await lab.command("kea2", "config-get");
    expect(JSON.stringify(running.arguments)).not.toContain("https://");
    // And the same as before sends nothing.
    expect(await deployment.rollout(pair(PAIR))).toMatchObject({ exitCode: 0, errors: [] });
  });
});
