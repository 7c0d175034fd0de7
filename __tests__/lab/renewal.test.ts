/** Files that keep their path are replaced on live servers, and read again by a rollout. */
import { X509Certificate } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Authority } from "../../lab/network/certificates";
import { type Deployed, Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import type { KeaRelease } from "../../lab/image/recipes";
import { pair, states } from "./deploy";
import { describeLab } from "./support";

jest.setTimeout(180_000);

const HOSTS = { kea1: "172.28.0.253", kea2: "172.28.0.254" } as const;
const HEALTHY = { kea1: "server2 hot-standby", kea2: "server1 hot-standby" };
const SSH = 'control: ControlChannel.ssh({ user: "root" }),';
const TLS = `tls: {
  trustAnchor: "/etc/kea/tls/ca.pem", certFile: "/etc/kea/tls/cert.pem", keyFile: "/etc/kea/tls/key.pem",
},`;

/** Exchanges a second: without a hand-over a heartbeat's are lost, which is a second here. */
const RATE = 20;

/** Serials of the files on every host. */
interface Serials {
  readonly ca: number;
  readonly kea1: number;
  readonly kea2: number;
}

/** Does something while clients ask all the time; how many exchanges they lost. */
async function lostWhile(lab: Lab, action: () => Promise<void>): Promise<number> {
  const args = ["-4", "-r", String(RATE), "-R", "40", "-p", "150", "-l", "enp0s8"];
  const stop = lab.startPerfdhcp("client", [...args, "-b", "mac=02:01:00:00:00:00"]);
  const acted = action();
  const { first, second } = await acted.then(stop, stop);
  await acted;
  expect(second.received).toBeGreaterThan(RATE);
  return first.drops + second.drops;
}

const touched = ({ report }: Deployed) =>
  report.servers.filter((one) => one.touched).map((one) => one.server);

describe.each<KeaRelease>(["3.0.4", "2.6.3"])("Kea %s", (kea) => {
  describeLab(
    "members that talk TLS",
    () => {
      let lab: Lab;
      let deployment: Deployment;
      let directory: string;
      const certificates: Record<string, Authority> = {};

      const app = ({ ca, kea1, kea2 }: Serials) =>
        pair({
          kea: kea.startsWith("2.6") ? "V2_6" : "V3_0",
          relationship: TLS,
          host: `${SSH} renewed: {
            "/etc/kea/tls/ca.pem": "${ca}",
            "/etc/kea/tls/cert.pem": name === "kea1" ? "${kea1}" : "${kea2}",
          },`,
        });
      const rollOut = async (serials: Serials) => {
        const ended = await deployment.rollout(app(serials));
        expect([ended.exitCode, ended.errors]).toEqual([0, []]);
        expect(await states(lab)).toMatchObject(HEALTHY);
        return touched(ended);
      };
      /** New certificates, under the paths of the old ones. */
      const renew = async (authority: Authority, { kea1, kea2 }: Serials) => {
        for (const [host, serial] of Object.entries({ kea1, kea2 } as const)) {
          const { certificate, key } = await authority.sign(HOSTS[host as "kea1" | "kea2"], serial);
          lab.host(host).write("/etc/kea/tls/cert.pem", certificate, "_kea");
          lab.host(host).write("/etc/kea/tls/key.pem", key, "_kea");
        }
      };
      const trust = (...authorities: Authority[]) => {
        for (const host of Object.keys(HOSTS))
          lab
            .host(host)
            .write("/etc/kea/tls/ca.pem", authorities.map((one) => one.certificate).join(""), "_kea");
      };
      /** Serials of the certificates that the members present to each other. */
      const presented = async () => {
        const serials = Object.entries(HOSTS).map(async ([host, address]) => {
          const connect = ["openssl", "s_client", "-connect", `${address}:8000`, "-showcerts"];
          const { stdout } = await lab.exec("admin", connect, { input: "" });
          const pem = /-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/.exec(stdout)?.[0];
          return [host, pem && parseInt(new X509Certificate(pem).serialNumber, 16)] as const;
        });
        return Object.fromEntries(await Promise.all(serials));
      };

      beforeAll(async () => {
        lab = await Lab.up({ kea });
        deployment = new Deployment(lab);
        directory = join(lab.state, "certificates");
        mkdirSync(directory);
        for (const name of ["old", "new"]) certificates[name] = await Authority.make(directory, name);
        trust(certificates.old!);
        const first = { ca: 1, kea1: 11, kea2: 12 };
        await renew(certificates.old!, first);
        await rollOut(first);
      });
      afterAll(async () => {
        deployment?.remove();
        await lab?.down();
      });

      test("renewed certificates are presented after a rollout, which costs clients next to nothing", async () => {
        const next = { ca: 1, kea1: 21, kea2: 22 };
        const lost = await lostWhile(lab, async () => {
          await renew(certificates.old!, next);
          expect(await presented()).toEqual({ kea1: 11, kea2: 12 });
          expect(await rollOut(next)).toEqual(["kea1-dhcp4", "kea2-dhcp4"]);
        });
        expect(await presented()).toEqual({ kea1: 21, kea2: 22 });
        expect(lost).toBeLessThan(RATE);
        expect(await rollOut(next)).toEqual([]);
      });

      test("one host's renewed certificate is no business of its partner's", async () => {
        const next = { ca: 1, kea1: 31, kea2: 22 };
        const { certificate, key } = await certificates.old!.sign(HOSTS.kea1, 31);
        lab.host("kea1").write("/etc/kea/tls/cert.pem", certificate, "_kea");
        lab.host("kea1").write("/etc/kea/tls/key.pem", key, "_kea");
        expect(await rollOut(next)).toEqual(["kea1-dhcp4"]);
        expect(await presented()).toEqual({ kea1: 31, kea2: 22 });
      });

      test("an authority is replaced in three rollouts: trust both, new certificates, trust the new one", async () => {
        const steps: readonly [Serials, () => unknown][] = [
          [{ ca: 2, kea1: 31, kea2: 22 }, () => trust(certificates.old!, certificates.new!)],
          [{ ca: 2, kea1: 41, kea2: 42 }, () => renew(certificates.new!, { ca: 2, kea1: 41, kea2: 42 })],
          [{ ca: 3, kea1: 41, kea2: 42 }, () => trust(certificates.new!)],
        ];
        for (const [serials, replace] of steps) {
          const lost = await lostWhile(lab, async () => {
            await replace();
            expect(await rollOut(serials)).toEqual(["kea1-dhcp4", "kea2-dhcp4"]);
          });
          expect(lost).toBeLessThan(RATE);
        }
        expect(await presented()).toEqual({ kea1: 41, kea2: 42 });
      });
    },
    kea,
  );
});

describeLab("a password of the control socket that the rollout uses, Kea 3.0.4", () => {
  let lab: Lab;
  let deployment: Deployment;
  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4", control: "http" });
    deployment = new Deployment(lab);
    for (const host of Object.keys(HOSTS)) lab.host(host).write("/etc/kea/lab-user", "lab", "_kea");
  });
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  /** A password file on the admin's side. */
  const file = (name: string, password: string) => {
    const path = join(lab.state, name);
    writeFileSync(path, `${password}\n`, { mode: 0o600 });
    return path;
  };
  const channel = (passwordFile: string) => `ControlChannel.http({
    dhcp4: \`http://\${address}:8100/\`, user: "lab", passwordFile: "${passwordFile}", allowPlain: true,
  })`;
  const app = (control: string, serial: number) =>
    pair({
      host: `${control} renewed: { "/etc/kea/lab-password": "${serial}" }, settings: { httpControlSockets: [{
        address, port: 8100, directory: "/etc/kea",
        clients: [{ userFile: "lab-user", passwordFile: "lab-password" }],
      }] },`,
    });

  test("a new password under the same path is in use after the rollout, and the old one is not", async () => {
    const old = file("old-password", lab.http("kea1").password);
    const renewed = file("new-password", "a-new-password");
    expect(await deployment.rollout(app(`control: ${channel(old)},`, 1))).toMatchObject({ exitCode: 0 });

    for (const host of Object.keys(HOSTS))
      lab.host(host).write("/etc/kea/lab-password", "a-new-password", "_kea");
    const both = `control: ${channel(renewed)}, formerControl: ${channel(old)},`;
    const moved = await deployment.rollout(app(both, 2));
    expect([moved.exitCode, moved.errors, touched(moved)]).toEqual([0, [], ["kea1-dhcp4", "kea2-dhcp4"]]);
    expect(await states(lab)).toMatchObject(HEALTHY);

    const now = await deployment.rollout(app(`control: ${channel(renewed)},`, 2));
    expect([now.exitCode, now.errors, touched(now)]).toEqual([0, [], []]);
    const before = await deployment.rollout(app(`control: ${channel(old)},`, 2));
    expect(before).toMatchObject({
      exitCode: 1,
      errors: expect.arrayContaining([
        expect.stringMatching(/does not accept user lab with the password from/),
      ]),
    });
  });
});
