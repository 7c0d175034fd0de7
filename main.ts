import { ControlChannel, KeaTopology, KeaVersion } from "./constructs";
import { KeaApp, KeaStack } from "./stacks";

/**
 * The topology of ISC's article on hub and spoke. Kea 1 is the hub of Kea 2 and Kea 3; Kea 3 is a
 * spoke there and the hub of Kea 4; one backup records the leases of all.
 */
const app = new KeaApp();
const stack = new KeaStack(app, "article");

const dhcp = new KeaTopology(stack, "dhcp", {
  kea: KeaVersion.V3_0,
  control: ControlChannel.ssh({ user: "root" }),
  silence: { KEAHA074: "the article's relays are on the local network, and ask one server each" },
  settings: {
    multiThreading: { enableMultiThreading: true, threadPoolSize: 4, packetQueueSize: 28 },
    cacheThreshold: 0.25,
    calculateTeeTimes: true,
    declineProbationPeriod: 15,
  },
});

const kea1 = dhcp.addHost("kea1", { address: "172.28.0.253", interfaces: ["enp0s8"] });
const kea2 = dhcp.addHost("kea2", { address: "172.28.0.254", interfaces: ["enp0s8"] });
const kea3 = dhcp.addHost("kea3", { address: "172.28.0.220", interfaces: ["enp0s8", "enp0s3"] });
const kea4 = dhcp.addHost("kea4", { address: "172.28.0.221", interfaces: ["enp0s8", "enp0s3"] });
const backup = dhcp.addHost("backup", { address: "192.168.20.219", interfaces: ["enp0s3"] });

dhcp.addRelationship("net28", {
  port: 8000,
  primary: { host: kea2, name: "server1" },
  standby: { host: kea1, name: "server2" },
  backups: [{ host: backup, name: "server7" }],
  subnets: [
    {
      id: 1,
      subnet: "172.28.0.0/24",
      pools: ["172.28.0.2-172.28.0.219"],
      routers: ["172.28.0.1"],
      interface: "enp0s8",
    },
  ],
});

dhcp.addRelationship("net29", {
  port: 8001,
  primary: { host: kea3, name: "server3" },
  standby: { host: kea1, name: "server4" },
  backups: [{ host: backup, name: "server8" }],
  subnets: [
    {
      id: 2,
      subnet: "172.29.0.0/24",
      pools: ["172.29.0.2-172.29.0.254"],
      routers: ["172.29.0.1"],
      relay: ["172.28.0.250", "172.28.0.251", "172.28.0.249", "172.28.0.252"],
    },
  ],
});

dhcp.addRelationship("net30", {
  port: 8002,
  primary: { host: kea4, name: "server6" },
  standby: { host: kea3, name: "server5" },
  backups: [{ host: backup, name: "server9" }],
  subnets: [
    {
      id: 3,
      subnet: "172.30.0.0/24",
      pools: ["172.30.0.2-172.30.0.254"],
      routers: ["172.30.0.1"],
      relay: ["192.168.20.250", "192.168.20.251", "192.168.20.249", "192.168.20.252"],
    },
  ],
});

app.synth();
