/** Control sockets change, and the rollout that changes them does not lose its way in. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Deployed, Deployment } from "../../lab/deployment";
import { Lab } from "../../lab/lab";
import type { KeaRelease } from "../../lab/recipes";
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

  test("what Kea cannot do is refused before anything is sent", async () => {
    const every = `control: ${channel(8200, "other")}, ${socket(8200, "other", '"0.0.0.0"')}`;
    const refused = await deployment.rollout(pair({ host: every }));
    expect(refused.exitCode).toBe(1);
    expect(refused.errors[0]).toMatch(
      /^kea1: its control socket at port 8200 moves from 172.28.0.253 to 0.0.0.0\. .* Declare it at another port\.$/,
    );
    expect(touched(refused)).toEqual([]);
  });
});
