import { urlAddressDiffers } from "../../../../kea/rules/ha/url-address-differs";
import { describeRule } from "../describe-rule";
import { dialledElsewhere, pair, undeclared } from "./members";

describeRule(
  urlAddressDiffers,
  [
    {
      finds: "a partner dialled at another address",
      breaks: (fleet) => {
        fleet.ha("hub").peers[0].url = "http://10.1.0.2:8000/";
      },
      says: [
        "warning KEAHA044: relationship north, hub-dhcp4: it dials north.north at http://10.1.0.2:8000/, and north-dhcp4, which is north.north, listens on http://10.1.0.1:8000/. Give every member the same URL on all servers, unless addresses are translated between them.",
      ],
    },
    {
      finds: "a partner dialled where another member listens, which the server dials there, too",
      breaks: ({ ha }) => {
        ha("hub", 1).peers[0].url = "http://10.1.0.1:8000/";
      },
      says: [
        "warning KEAHA044: relationship south, hub-dhcp4: it dials south.south at http://10.1.0.1:8000/, where north-dhcp4 listens as north.north; south-dhcp4, which is south.south, listens on http://10.2.0.1:8000/. Dial south.south at http://10.2.0.1:8000/: north-dhcp4 refuses what is for south.south, which hub then takes for dead.",
      ],
    },
    {
      finds: "partners whose URLs a server has swapped",
      breaks: ({ ha }) => {
        ha("hub", 0).peers[0].url = "http://10.2.0.1:8000/";
        ha("hub", 1).peers[0].url = "http://10.1.0.1:8000/";
      },
      says: [
        "warning KEAHA044: relationship north, hub-dhcp4: it dials north.north at http://10.2.0.1:8000/, where south-dhcp4 listens as south.south; north-dhcp4, which is north.north, listens on http://10.1.0.1:8000/. Dial north.north at http://10.1.0.1:8000/, unless addresses are translated between them: south-dhcp4 refuses what is for north.north, which hub then takes for dead.",
        "warning KEAHA044: relationship south, hub-dhcp4: it dials south.south at http://10.1.0.1:8000/, where north-dhcp4 listens as north.north; south-dhcp4, which is south.south, listens on http://10.2.0.1:8000/. Dial south.south at http://10.2.0.1:8000/, unless addresses are translated between them: north-dhcp4 refuses what is for south.south, which hub then takes for dead.",
      ],
    },
    {
      finds: "a partner that listens on all its addresses, dialled at another port",
      breaks: (fleet) => {
        fleet.ha("north").peers[0].url = "http://0.0.0.0:9000/";
      },
      says: [
        "warning KEAHA044: relationship north, hub-dhcp4: it dials north.north at http://10.1.0.1:8000/, and north-dhcp4, which is north.north, listens on http://0.0.0.0:9000/. Give every member the same port on all servers, unless ports are translated between them, as a container's are.",
      ],
    },
    {
      finds: "partners at other ports of their loopbacks, where a tunnel may begin",
      breaks: (fleet) => {
        pair(fleet);
        const urls = [
          ["http://127.0.0.1:8001/", "http://127.0.0.1:9001/"],
          ["http://127.0.0.1:9001/", "http://127.0.0.1:8001/"],
        ];
        for (const [host, own] of [["north", urls[0]!] as const, ["hub", urls[1]!] as const])
          fleet.ha(host).peers.forEach((peer: { url: string }, index: number) => (peer.url = own[index]!));
      },
      says: [
        "warning KEAHA044: relationship north.north+north.hub, hub-dhcp4: it dials north.north at http://127.0.0.1:9001/, and north-dhcp4, which is north.north, listens on http://127.0.0.1:8001/. Give every member the same URL on all servers, unless addresses are translated between them.",
        "warning KEAHA044: relationship north.north+north.hub, north-dhcp4: it dials north.hub at http://127.0.0.1:9001/, and hub-dhcp4, which is north.hub, listens on http://127.0.0.1:8001/. Give every member the same URL on all servers, unless addresses are translated between them.",
      ],
    },
    {
      finds: "it once, where several servers dial that address",
      breaks: (fleet) => {
        for (const host of ["hub", "backup"] as const) fleet.ha(host).peers[0].url = "http://10.1.0.2:8000/";
      },
      says: [
        "warning KEAHA044: relationship north, hub-dhcp4: it dials north.north at http://10.1.0.2:8000/, and north-dhcp4, which is north.north, listens on http://10.1.0.1:8000/. Give every member the same URL on all servers, unless addresses are translated between them.",
      ],
    },
    {
      finds: "a listener on loopback that its partner dials elsewhere, where a proxy may be",
      breaks: (fleet) => {
        const listens = ["http://127.0.0.1:8001/", "http://10.0.0.1:8000/"] as const;
        dialledElsewhere(fleet, listens, ["http://192.168.1.2:9001/", listens[1]]);
      },
      says: [
        "warning KEAHA044: relationship north.north+north.hub, hub-dhcp4: it dials north.north at http://192.168.1.2:9001/, and north-dhcp4, which is north.north, listens on http://127.0.0.1:8001/. Give north.north the URL http://192.168.1.2:9001/ on north-dhcp4, too, unless a proxy there passes on what arrives.",
      ],
    },
    {
      finds: "containers on two hosts that have one address each",
      breaks: (fleet) => {
        const same = "http://172.17.0.2:8001/";
        dialledElsewhere(fleet, [same, same], ["http://192.168.1.2:18001/", "http://192.168.1.3:18001/"]);
      },
      says: [
        "warning KEAHA044: relationship north.north+north.hub, hub-dhcp4: it dials north.north at http://192.168.1.2:18001/, and north-dhcp4, which is north.north, listens on http://172.17.0.2:8001/. Give every member the same URL on all servers, unless addresses are translated between them.",
        "warning KEAHA044: relationship north.north+north.hub, north-dhcp4: it dials north.hub at http://192.168.1.3:18001/, and hub-dhcp4, which is north.hub, listens on http://172.17.0.2:8001/. Give every member the same URL on all servers, unless addresses are translated between them.",
      ],
    },
  ],
  [
    {
      allows: "a partner with the URL of another member: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[1].url = "http://10.1.0.1:8000/";
      },
    },
    {
      allows: "a server whose own URL is that of a partner in another relationship: another mistake",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("hub").peers[1].url = fleet.ha("hub", 1).peers[0].url;
      },
    },
    {
      allows: "a partner in another spelling of its address",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[1].url = "http://[::ffff:10.0.0.1]:8000/";
      },
    },
    {
      allows: "URLs that one member has swapped: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        const { peers } = fleet.ha("hub");
        [peers[0].url, peers[1].url] = [peers[1].url, peers[0].url];
      },
    },
    {
      allows: "names that two servers give to each other's partner: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        const [north, hub] = [fleet.ha("north"), fleet.ha("hub")];
        north.peers[1].name = "remote";
        hub.peers[0].name = "remote";
      },
    },
    {
      allows: "an address that no connection leads to: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[0].url = "http://224.0.0.1:8000/";
      },
    },
    {
      allows: "a loopback address: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[0].url = "http://127.0.0.1:8000/";
      },
    },
    {
      allows: "a partner that listens on all its addresses",
      breaks: (fleet) => {
        fleet.ha("north").peers[0].url = "http://0.0.0.0:8000/";
      },
    },
  ],
);
