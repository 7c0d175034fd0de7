import { TerraformHclModule } from "cdktf";
import type { Construct } from "constructs";
import { KeaTopology, KeaVersion } from "../constructs";
import { KeaApp, KeaStack } from "../stacks";

const TLS = {
  trustAnchor: "/etc/kea/tls/ca.pem",
  certFile: "/etc/kea/tls/cert.pem",
  keyFile: "/etc/kea/tls/key.pem",
};

/** A pair whose members talk TLS, and whose certificates Terraform renews. */
class Pair extends KeaStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const dhcp = new KeaTopology(this, "dhcp", { kea: KeaVersion.V3_0 });
    const [first, second] = ["10.3.0.1", "10.3.0.2"].map((address, index) => {
      // Your own module, or resources: it signs a certificate, puts it on the host, and then gives its serial.
      const certificate = new TerraformHclModule(this, `certificate-${index + 1}`, {
        source: "git::https://git.example.org/modules/certificate.git",
        variables: { host: address, ...TLS },
      });
      return dhcp.addHost(`dhcp-${index + 1}`, {
        address,
        interfaces: ["eth0"],
        renewed: { [TLS.certFile]: certificate.getString("serial") },
      });
    });
    dhcp.addRelationship("office", {
      primary: { host: first! },
      standby: { host: second! },
      port: 8000,
      tls: TLS,
      subnets: [{ id: 1, subnet: "10.3.0.0/24", pools: ["10.3.0.10-10.3.0.250"], routers: ["10.3.0.254"] }],
    });
  }
}

const app = new KeaApp();
new Pair(app, "pair");
app.synth();
