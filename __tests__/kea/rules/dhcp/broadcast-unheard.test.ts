import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { broadcastUnheard } from "../../../../kea/rules/dhcp/broadcast-unheard";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { inNetwork } from "./members";

const udp = { interfaces: ["eth0"], "dhcp-socket-type": "udp" };

describeRule(
  broadcastUnheard,
  [
    {
      finds: "a subnet on an interface with UDP sockets",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"] = udp;
        delete subnet("north").relay;
        subnet("north").interface = "eth0";
      },
      mended: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"] = { ...udp, "dhcp-socket-type": "raw" };
        delete subnet("north").relay;
        subnet("north").interface = "eth0";
      },
      says: [
        'warning KEAHA191: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) is on interface eth0, where no broadcast is heard: dhcp-socket-type is udp. Set dhcp-socket-type to "raw"; or leave interface out here, if relays bring all its clients.',
      ],
    },
    {
      finds: "it once, at the network that has the interface, and with how many subnets have it",
      breaks: (fleet) => {
        inNetwork(fleet, { interface: "eth0" }, (subnet) => {
          delete subnet.relay;
          subnet.interface = "eth0";
        });
        const { subnet4 } = fleet.dhcp("north");
        for (const id of [8, 9])
          subnet4.push({ id, subnet: `10.9.${id}.0/24`, interface: "eth0", relay: {} });
        subnet4[0].relay = { "ip-addresses": [] };
        delete subnet4[1].relay;
        fleet.dhcp("north")["interfaces-config"] = udp;
      },
      says: [
        'warning KEAHA191: relationship north, north-dhcp4: shared network campus is on interface eth0, where no broadcast is heard: dhcp-socket-type is udp. Set dhcp-socket-type to "raw"; or leave interface out here, if relays bring all its clients.',
        'warning KEAHA191: relationship north, north-dhcp4: subnet 10.9.8.0/24 (id 8) (and 1 more) is on interface eth0, where no broadcast is heard: dhcp-socket-type is udp. Set dhcp-socket-type to "raw"; or leave interface out here, if relays bring all its clients.',
      ],
    },
    {
      finds: "a subnet on the loopback, where raw sockets would hear nothing at all",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"] = { ...udp, interfaces: ["lo"] };
        delete subnet("north").relay;
        subnet("north").interface = "lo";
      },
      says: [
        "warning KEAHA191: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) is on interface lo, where no broadcast is heard: dhcp-socket-type is udp. Leave interface out here: relays bring all clients of the loopback.",
      ],
    },
  ],
  [
    {
      allows: "a network on an interface, each of whose subnets has relays of its own",
      breaks: (fleet) => {
        inNetwork(fleet, { interface: "eth0" });
        fleet.dhcp("north")["interfaces-config"] = udp;
      },
    },
    {
      allows: "a subnet on an interface on which the server does not listen: another mistake",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"] = udp;
        delete subnet("north").relay;
        subnet("north").interface = "eth1";
      },
    },
    {
      allows: "UDP sockets where relays bring the clients, and a subnet without an interface",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "south"] as const) dhcp(host)["interfaces-config"] = udp;
        subnet("north").interface = "eth0";
        delete subnet("south").relay;
      },
    },
    {
      allows: "relays of the subnet's network, and relays that are not known yet",
      breaks: (fleet: SoundFleet) => {
        inNetwork(fleet, { relay: { "ip-addresses": ["10.9.9.9"] } }, (subnet) => {
          delete subnet.relay;
          subnet.interface = "eth0";
        });
        Object.assign(fleet.subnet("south"), { interface: "eth0", relay: UNKNOWN });
        for (const host of ["north", "south"] as const) fleet.dhcp(host)["interfaces-config"] = udp;
      },
    },
    {
      allows: "sockets of a kind that is not known yet",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"] = { ...udp, "dhcp-socket-type": UNKNOWN };
        delete subnet("north").relay;
        subnet("north").interface = "eth0";
      },
    },
    {
      allows: "DHCPv6, whose clients ask a group that its sockets hear",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"] = udp;
        delete subnet("north").relay;
        subnet("north").interface = "eth0";
      },
    },
  ],
);
