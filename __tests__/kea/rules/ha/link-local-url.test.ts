import { linkLocalUrl } from "../../../../kea/rules/ha/link-local-url";
import { describeRule } from "../describe-rule";
import { only, pair } from "./members";

describeRule(
  linkLocalUrl,
  [
    {
      finds: "addresses of a link, without the link",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        const { peers } = fleet.ha("north");
        peers[0].url = "http://[fe80::1]:8000/";
        peers[1].url = "https://[FEBF::2%]:8000/";
      },
      says: [
        "error KEAHA103: relationship north.north+north.hub, north-dhcp4: the URLs of north.north and north.hub have link-local addresses without a zone. Name the interface of this server, as in http://[fe80::1%eth0]:8000/, or use addresses that are no link's own.",
      ],
    },
    {
      finds: "a partner that cannot be dialled",
      breaks: (fleet) => {
        pair(fleet);
        const ha = fleet.ha("north");
        ha["multi-threading"] = { "http-dedicated-listener": false };
        for (const peer of ha.peers) peer.url = "http://[fe80::2%0]:8000/";
      },
      says: [
        "error KEAHA103: relationship north.north+north.hub, north-dhcp4: the URL of north.hub has a link-local address without a zone. Name the interface of this server, as in http://[fe80::2%eth0]:8000/, or use addresses that are no link's own.",
      ],
    },
    {
      finds: "a zone with its % written as in other URLs",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        const { peers } = fleet.ha("north");
        peers[0].url = "http://[fe80::1%25eth0]:8000/";
        peers[1].url = "http://[fe80::2%25eth0]:8000/";
      },
      says: [
        "error KEAHA103: relationship north.north+north.hub, north-dhcp4: the URLs of north.north and north.hub name their zone behind %25, and to Kea the interface is called 25eth0 then. Write %eth0.",
      ],
    },
  ],
  [
    {
      allows: "the interface with number 25, and one that is called so",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        fleet.dhcp("north")["interfaces-config"].interfaces = ["25gbe"];
        fleet.ha("north").peers[0].url = "http://[fe80::1%25]:8000/";
        fleet.ha("north").peers[1].url = "http://[fe80::2%25gbe]:8000/";
      },
    },
    {
      allows: "link-local addresses with a zone, of IPv4, and addresses beside them",
      breaks: (fleet) => {
        pair(fleet);
        const urls = ["http://[fe80::1%eth0]:8000/", "http://169.254.0.2:8000/"];
        for (const host of ["north", "hub"] as const)
          for (const [index, peer] of fleet.ha(host).peers.entries()) peer.url = urls[index];
        fleet.ha("hub").peers[1].url = "http://[fec0::1]:8000/";
        fleet.ha("hub").peers[0].url = "http://[fe80::1%2]:8000/";
      },
    },
  ],
);
