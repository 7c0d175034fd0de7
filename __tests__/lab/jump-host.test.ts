/** Many hosts behind one: its ssh server has the settings that it comes with. */
import { readFileSync, writeFileSync } from "node:fs";
import { Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import type { LabHost, LabTopology } from "../../lab/network/topology";
import { PROJECT } from "../support/article";
import { describeLab } from "./support";

const SITES = 20;
const site = (id: number) => `10.0.0.${id + 10}`;

const host = (name: string, kind: LabHost["kind"], address: string): LabHost => ({
  name,
  kind,
  links: [{ network: "core", interface: "eth0", addresses: [`${address}/24`] }],
});
const TOPOLOGY: LabTopology = {
  networks: ["core"],
  hosts: [
    host("hq", "kea", "10.0.0.1"),
    ...Array.from({ length: SITES }, (_, id) => host(`s${id}`, "kea", site(id))),
    host("admin", "admin", "10.0.0.9"),
  ],
};
const SOURCE = `
  import { App } from "${PROJECT}/node_modules/cdktf";
  import { ControlChannel, KeaVersion } from "${PROJECT}/constructs";
  import { HubAndSpokeStack } from "${PROJECT}/stacks";
  const app = new App({ stackTraces: false });
  const interfaces = ["eth0"];
  new HubAndSpokeStack(app, "sites", {
    kea: KeaVersion.V3_0,
    control: ControlChannel.ssh({ user: "root" }),
    hub: { name: "hq", address: "10.0.0.1", interfaces },
    spokes: Array.from({ length: ${SITES} }, (_, id) => ({
      name: "s" + id,
      address: "10.0.0." + (id + 10),
      interfaces,
      subnets: [{ id: id + 1, subnet: "10.1." + id + ".0/24", pools: ["10.1." + id + ".10-10.1." + id + ".99"] }],
    })),
  });
  app.synth();`;

jest.setTimeout(180_000);

describeLab("hosts behind a jump host", () => {
  test("are all reached, although its ssh server drops who comes when ten are logging in", async () => {
    await using lab = await Lab.up({ topology: TOPOLOGY });
    using deployment = new Deployment(lab);
    const config = readFileSync(lab.ssh.config, "utf8");
    const sites = Array.from({ length: SITES }, (_, id) => site(id)).join(",");
    writeFileSync(lab.ssh.config, `Match originalhost ${sites}\n  ProxyJump 10.0.0.1\n${config}`);
    const manifest = deployment.manifest(SOURCE);
    const { exitCode, stdout, stderr } = await deployment.keaHa("rollout", "--dry-run", manifest);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/21 servers +Kea 3\.0\.4, gets its first HA configuration/);
  });
});
