/** Control sockets change, and the rollout that changes them does not lose its way in. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Deployed, Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { Family } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import type { KeaRelease } from "../../lab/image/recipes";
import { controlPassage } from "../../rollout/plan/control-passage";
import { pair, states } from "./deploy";
import { describeLab } from "./support";

jest.setTimeout(180_000);

const HEALTHY = { kea1: "server2 hot-standby", kea2: "server1 hot-standby" };
const BOTH = ["kea1-dhcp4", "kea2-dhcp4"];

const touched = ({ report }: Deployed) =>
  report.servers.filter((one) => one.touched).map((one) => one.server);

/** What rollouts in a lab end with. */
function endings(deployment: () => Deployment, lab: () => Lab) {
  return async (source: string) => {
    const ended = await deployment().rollout(source);
    expect([ended.exitCode, ended.errors]).toEqual([0, []]);
    expect(await states(lab())).toMatchObject(HEALTHY);
    return touched(ended);
  };
}

describe.each<KeaRelease>(["3.0.4", "2.6.3"])("Kea %s", (kea) => {
  describeLab(
    "a unix socket gets another name",
    () => {
      let lab: Lab;
      let deployment: Deployment;
      const rollOut = endings(
        () => deployment,
        () => lab,
      );
      beforeAll(async () => {
        lab = await Lab.up({ kea });
        deployment = new Deployment(lab);
      });
      afterAll(async () => {
        deployment?.remove();
        await lab?.down();
      });

      test("the rollout goes in by the old one, and then by the new one", async () => {
        const list = kea.startsWith("3");
        const app = (path: string, former?: string) => {
          const socket = `{ "socket-type": "unix", "socket-name": "${path}" }`;
          const extra = list ? `"control-sockets": [${socket}]` : `"control-socket": ${socket}`;
          return pair({
            kea: list ? "V3_0" : "V2_6",
            host: `control: ControlChannel.ssh({ user: "root" }), settings: { extra: { ${extra} } },
              ${former === undefined ? "" : `formerControl: ControlChannel.ssh({ user: "root", dhcp4: "${former}" }),`}`,
          });
        };
        const [old, other] = ["/run/kea/kea4-ctrl-socket", "/run/kea/other"];
        expect(await rollOut(app(old))).toEqual(BOTH);
        // Without the former one nobody knows where the server listens: nothing is sent.
        expect(await deployment.rollout(app(other))).toMatchObject({ exitCode: 1 });
        const moved = await deployment.rollout(app(other, old));
        expect([moved.exitCode, moved.errors, touched(moved)]).toEqual([0, [], BOTH]);
        const again = await deployment.rollout(app(other));
        expect([again.exitCode, again.errors, touched(again)]).toEqual([0, [], []]);
        const healthy = again.report.relationships.map((relationship) => relationship.healthy);
        expect(healthy).toEqual([true]);
      });
    },
    kea,
  );
});

describeLab("an HTTP socket, Kea 3.0.4", () => {
  let lab: Lab;
  let deployment: Deployment;
  const rollOut = endings(
    () => deployment,
    () => lab,
  );
  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4", control: "http" });
    deployment = new Deployment(lab);
    const password = lab.http("kea1").password;
    writeFileSync(join(lab.state, "password"), `${password}\n`, { mode: 0o600 });
    for (const name of ["kea1", "kea2"]) {
      lab.host(name).write("/etc/kea/lab-user", "lab", "_kea");
      lab.host(name).write("/etc/kea/other-user", "other", "_kea");
    }
  });
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  const channel = (port: number, user = "lab") => `ControlChannel.http({
    dhcp4: \`http://\${address}:${port}/\`, user: "${user}",
    passwordFile: "${join(lab.state, "password")}", allowPlain: true,
  })`;
  const socket = (port: number, user = "lab", address = "address") => `settings: { httpControlSockets: [{
    address: ${address}, port: ${port}, directory: "/etc/kea",
    clients: [{ userFile: "${user}-user", passwordFile: "lab-password" }],
  }] },`;

  test("its port and its user change, each with the former channel named", async () => {
    await rollOut(pair({ host: `control: ${channel(8100)}, ${socket(8100)}` }));
    const port = `control: ${channel(8200)}, ${socket(8200)}`;
    expect(await rollOut(pair({ host: `${port} formerControl: ${channel(8100)},` }))).toEqual(BOTH);
    expect(await rollOut(pair({ host: port }))).toEqual([]);
    const user = `control: ${channel(8200, "other")}, ${socket(8200, "other")}`;
    expect(await rollOut(pair({ host: `${user} formerControl: ${channel(8200)},` }))).toEqual(BOTH);
    expect(await rollOut(pair({ host: user }))).toEqual([]);
  });

  test("a new socket that lets nobody in is undone by the old one, which is still there", async () => {
    const now = `control: ${channel(8200, "other")}, ${socket(8200, "other")}`;
    const closed = `control: ${channel(8400, "lab")}, ${socket(8400, "other")}
      formerControl: ${channel(8200, "other")},`;
    const undone = await deployment.rollout(pair({ host: closed }));
    expect(undone.exitCode).toBe(3);
    expect(undone.errors.join()).toMatch(/does not accept user lab with the password from/);
    expect(undone.report.servers.map(({ runs }) => runs)).not.toContain("declared");
    expect(await states(lab)).toMatchObject(HEALTHY);
    // Nothing is left of it.
    expect(await rollOut(pair({ host: now }))).toEqual([]);
  });

  test("what Kea cannot do is refused before anything is sent", async () => {
    const every = `control: ${channel(8200, "other")}, ${socket(8200, "other", '"0.0.0.0"')}`;
    const refused = await deployment.rollout(pair({ host: every }));
    expect(refused.exitCode).toBe(1);
    expect(refused.errors[0]).toMatch(
      /^kea1: its control socket at port 8200 moves from 172.28.0.253 to 0.0.0.0\. .* Declare it at another port\.$/,
    );
    expect(touched(refused)).toEqual([]);
  });

  test("what is sent on the way lets in by the old channel and by the new one", async () => {
    await lab.reset();
    const { url: old, passwordFile } = lab.http("kea1");
    const host = lab.host("kea1").address;
    const { hash: _, ...running } = (await lab.command("kea1", "config-get")).arguments;
    const [unix, http] = running.Dhcp4["control-sockets"];
    const authentication = {
      ...http.authentication,
      clients: [{ "user-file": "other-user", "password-file": passwordFile }],
    };
    const ways = [
      { to: `http://${host}:8300/`, user: "lab", socket: { ...http, "socket-port": 8300 } },
      { to: old, user: "other", socket: { ...http, authentication } },
    ];
    for (const { to, user, socket: moved } of ways) {
      const passage = controlPassage(
        {
          ...{ name: "kea1-dhcp4", host: "kea1", family: Family.V4, kea: KeaVersion.V3_0, where: "" },
          ...{ addresses: [host], directories: {}, config: "" },
          control: { type: "http", url: to },
          declared: { Dhcp4: { ...running.Dhcp4, "control-sockets": [unix, moved] } },
        },
        running,
      );
      const via = passage.kind === "moves" ? passage.via : undefined;
      expect(await lab.command("kea1", "config-set", via)).toMatchObject({ result: 0 });
      expect([await status(old, "lab"), await status(to, user)]).toEqual([200, 200]);
      expect(await lab.command("kea1", "config-set", running)).toMatchObject({ result: 0 });
      expect([await status(old, "lab"), await status(to, user)]).not.toEqual([200, 200]);
    }
  });

  /** What a socket answers to a user on the admin host: an HTTP status, or why nobody does. */
  async function status(url: string, user: string): Promise<number | string> {
    const program = `
      const [url, user, file] = process.argv.slice(1);
      const password = require("fs").readFileSync(file, "utf8").trim();
      const authorization = "Basic " + Buffer.from(user + ":" + password).toString("base64");
      const headers = { "Content-Type": "application/json", authorization };
      fetch(url, { method: "POST", headers, body: '{"command":"version-get"}' })
        .then(({ status }) => console.log(status), ({ cause }) => console.log(cause.code));`;
    const node = [process.execPath, "-e", program, url, user, join(lab.state, "password")];
    const { stdout } = await lab.exec("admin", node);
    return Number(stdout) || stdout.trim();
  }
});
