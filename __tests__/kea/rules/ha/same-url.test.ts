import { Family } from "../../../../kea/model/family";
import { sameUrl } from "../../../../kea/rules/ha/same-url";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { dialledElsewhere, only, pair, said, undeclared } from "./members";

describeRule(
  sameUrl,
  [
    {
      finds: "two members with one URL",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        fleet.ha("north").peers[1].url = "http://10.1.0.1:8000/";
      },
      says: [
        "error KEAHA102: relationship north.north+north.hub, north-dhcp4: north.hub and north.north have the same URL, http://10.1.0.1:8000/. Give each member the address of its own host, and a port that nothing else has there.",
      ],
    },
    {
      finds: "the same in another spelling, on both servers, once",
      family: Family.V6,
      breaks: (fleet) => {
        pair(fleet);
        for (const side of [fleet.ha("north"), fleet.ha("hub")]) {
          side.peers[0].url = "http://[2001:db8::1]:8000/";
          side.peers[1].url = "https://[2001:DB8:0::1]:8000/kea";
        }
      },
      says: [
        "error KEAHA102: relationship north.north+north.hub, hub-dhcp6: north.hub and north.north have the same URL, https://[2001:DB8:0::1]:8000/kea (also on north-dhcp6). Give each member the address of its own host, and a port that nothing else has there.",
      ],
    },
    {
      finds: "two names that one server has exchanged",
      breaks: (fleet) => {
        pair(fleet);
        const [primary, standby] = fleet.ha("hub").peers;
        [primary.name, standby.name] = [standby.name, primary.name];
      },
      says: [
        "error KEAHA102: relationship north.hub+north.north, north-dhcp4: its entries have north.north and north.hub the other way round than those of hub-dhcp4: both listen at http://10.1.0.1:8000/. Exchange the two names on the server where they are wrong.",
      ],
    },
    ...[
      ["an address of IPv4 that one of them has in IPv6", "http://[::ffff:10.1.0.1]:8000/"],
      ["the same in hexadecimal", "http://[::FFFF:a01:1]:8000/"],
      ["an address with a zone that says nothing", "http://[2001:db8::1%eth0]:8000/"],
    ].map(([finds, url]) => ({
      finds: finds!,
      breaks: (fleet: SoundFleet) => {
        pair(fleet);
        only(fleet, "north");
        if (url!.includes("%")) fleet.ha("north").peers[0].url = "http://[2001:db8::1]:8000/";
        fleet.ha("north").peers[1].url = url;
      },
      says: [
        `error KEAHA102: relationship north.north+north.hub, north-dhcp4: north.hub and north.north have the same URL, ${url}. Give each member the address of its own host, and a port that nothing else has there.`,
      ],
    })),
    {
      finds: "a backup with the URL of the standby",
      breaks: (fleet) => {
        for (const { peers } of said(fleet, "north")) peers[2].url = peers[1].url;
        only(fleet, "north", "south");
      },
      says: [
        "error KEAHA102: relationship north, north-dhcp4: north.backup and north.hub have the same URL, http://10.0.0.1:8000/. Give each member the address of its own host, and a port that nothing else has there.",
      ],
    },
    {
      finds: "a partner with the URL that the server itself has in another relationship",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub");
        fleet.ha("hub").peers[0].url = fleet.ha("hub", 1).peers[1].url;
      },
      says: [
        "error KEAHA102: relationship north.north+north.hub+north.backup, hub-dhcp4: north.north and south.hub have the same URL, http://10.0.0.1:8001/. Give each member the address of its own host, and a port that nothing else has there.",
      ],
    },
    {
      finds: "URLs that one member has swapped",
      breaks: (fleet) => {
        pair(fleet);
        const { peers } = fleet.ha("hub");
        [peers[0].url, peers[1].url] = [peers[1].url, peers[0].url];
      },
      says: [
        "error KEAHA102: relationship north.north+north.hub, north-dhcp4: it listens at http://10.1.0.1:8000/, and so does hub-dhcp4, on another host. Give each member the address of its own host, alike on all servers.",
      ],
    },
    {
      finds:
        "two servers with one URL that dial each other at one other, which is that of one of them at most",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("hub").peers[1].url = "http://10.1.0.1:8000/";
        fleet.ha("hub").peers[0].url = "http://192.168.1.2:18001/";
        fleet.ha("north").peers[1].url = "http://192.168.1.2:18001/";
      },
      says: [
        "error KEAHA102: relationship north.north+north.hub, north-dhcp4: it listens at http://10.1.0.1:8000/, and so does hub-dhcp4, on another host. Give each member the address of its own host, alike on all servers.",
      ],
    },
    {
      finds: "one address of two hosts, of which only one is dialled elsewhere",
      breaks: (fleet) => {
        const same = "http://172.17.0.2:8001/";
        dialledElsewhere(fleet, [same, same], [same, "http://192.168.1.3:18001/"]);
      },
      says: [
        "error KEAHA102: relationship north.north+north.hub, hub-dhcp4: north.hub and north.north have the same URL, http://172.17.0.2:8001/. Give each member the address of its own host, and a port that nothing else has there.",
      ],
    },
    {
      finds: "a copied URL, where a partner is dialled in the network of that address",
      breaks: (fleet) => {
        const same = "http://10.0.0.1:8005/";
        dialledElsewhere(fleet, [same, same], ["http://192.168.1.2:8005/", "http://10.0.0.2:8005/"]);
      },
      says: [
        "error KEAHA102: relationship north.north+north.hub, north-dhcp4: it listens at http://10.0.0.1:8005/, and so does hub-dhcp4, on another host. Give each member the address of its own host, alike on all servers.",
      ],
    },
  ],
  [
    {
      allows: "virtual machines on two hosts, whose one address is like those of their hosts",
      breaks: (fleet) => {
        const same = "http://192.168.122.10:8001/";
        dialledElsewhere(fleet, [same, same], ["http://192.168.1.2:18001/", "http://192.168.1.3:18001/"]);
      },
    },
    {
      allows: "containers on two hosts, which have one address each, and are dialled at those of their hosts",
      breaks: (fleet) => {
        const same = "http://172.17.0.2:8001/";
        dialledElsewhere(fleet, [same, same], ["http://192.168.1.2:18001/", "http://192.168.1.3:18001/"]);
      },
    },
    {
      allows: "one host with two ports, and partners of two relationships at one socket",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub");
        fleet.ha("hub").peers[1].url = "http://10.1.0.1:8009/";
        fleet.ha("hub", 1).peers[0].url = fleet.ha("hub").peers[0].url;
      },
    },
    {
      allows: "link-local addresses on two links",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        fleet.ha("north").peers[0].url = "http://[fe80::1%eth0]:8000/";
        fleet.ha("north").peers[1].url = "http://[fe80::1%eth1]:8000/";
      },
    },
  ],
);
