import { TerraformHclModule, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { ControlChannel, KeaTopology, KeaVersion } from "../constructs";
import { KeaApp, KeaStack } from "../stacks";

/** A site whose DHCP hosts are made in the same stack, and whose machines wait for DHCP. */
class Site extends KeaStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const dhcp = new KeaTopology(this, "dhcp", {
      kea: KeaVersion.V3_0,
      control: ControlChannel.ssh({ user: "root" }),
      settings: { validLifetime: 3600 },
    });

    const [first, second] = ["dhcp-a", "dhcp-b"].map((name) => {
      // Your own module, or any resource that makes a machine.
      const machine = new TerraformHclModule(this, `machine-${name}`, {
        source: "git::https://git.example.org/modules/machine.git",
        variables: { name },
      });
      // Only Terraform knows the address, and only once the machine is there.
      const host = dhcp.addHost(name, { address: machine.getString("address"), interfaces: ["eth0"] });
      machine.set("user_data", cloudConfig(host.bootstrapConfig()));
      return host;
    });

    dhcp.addRelationship("office", {
      primary: { host: first! },
      standby: { host: second! },
      port: 8000,
      ha: { maxUnackedClients: 0 },
      subnets: [{ id: 1, subnet: "10.3.0.0/24", pools: ["10.3.0.10-10.3.0.250"], routers: ["10.3.0.1"] }],
    });

    // Machines that boot from the network come after DHCP is live and healthy.
    const workers = new TerraformHclModule(this, "workers", {
      source: "git::https://git.example.org/modules/netboot.git",
      variables: { machines: 20 },
      dependsOn: dhcp.rollouts,
    });
    new TerraformOutput(this, "workers-ready", { value: workers.get("ready") });
  }
}

/** Installs Kea, and starts it with a configuration that the rollout can take over from. */
function cloudConfig(keaConfig: string): string {
  const config = {
    packages: ["kea-dhcp4-server"],
    write_files: [
      {
        path: "/etc/kea/kea-dhcp4.conf",
        content: keaConfig,
        owner: "_kea:_kea",
        permissions: "0640",
        defer: true,
      },
    ],
    runcmd: ["systemctl restart kea-dhcp4-server"],
  };
  return `#cloud-config\n${JSON.stringify(config, null, 2)}\n`; // JSON is YAML
}

const app = new KeaApp();
new Site(app, "site");
app.synth();
