import { UNKNOWN } from "../../../../kea/json";
import { urlPortDiffers } from "../../../../kea/rules/ha/url-port-differs";
import { describeRule } from "../describe-rule";
import { only, undeclared } from "./members";

describeRule(
  urlPortDiffers,
  [
    {
      finds: "a partner dialled at another port",
      breaks: (fleet) => {
        fleet.ha("hub").peers[0].url = "http://10.1.0.1:8001/";
      },
      says: [
        "error KEAHA043: relationship north, hub-dhcp4: it dials north.north at http://10.1.0.1:8001/, and north-dhcp4, which is north.north, listens on http://10.1.0.1:8000/. Give every member the same URL on all servers.",
      ],
    },
    {
      finds: "a backup listed with two ports, whose own is not known",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "north", "hub");
        fleet.ha("hub").peers[2].url = "http://10.0.0.9:8005/";
      },
      says: [
        "error KEAHA043: relationship north.north+north.hub+north.backup, north-dhcp4: it dials north.backup at http://10.0.0.9:8000/, and hub-dhcp4 at http://10.0.0.9:8005/. Give every member the same URL on all servers.",
      ],
    },
  ],
  [
    {
      allows: "another spelling of the same URL",
      breaks: (fleet) => {
        fleet.ha("hub").peers[0].url = "http://10.1.0.1:8000/kea";
      },
    },
    {
      allows: "one that listens on all its addresses, whose port may be translated",
      breaks: (fleet) => {
        fleet.ha("north").peers[0].url = "http://0.0.0.0:9000/";
      },
    },
    {
      allows: "a port that two relationships of the partner have: another mistake",
      breaks: ({ ha }) => {
        ha("hub", 1).peers[1].url = "http://10.0.0.1:8000/";
      },
    },
    {
      allows: "another address",
      breaks: (fleet) => {
        fleet.ha("hub").peers[0].url = "http://10.1.0.2:8001/";
      },
    },
    {
      allows: "a URL that is not known yet",
      breaks: (fleet) => {
        fleet.ha("hub").peers[0].url = UNKNOWN;
      },
    },
    {
      allows: "a partner that is not known",
      breaks: (fleet) => {
        only(fleet, "hub");
        fleet.ha("hub").peers[0].url = "http://10.1.0.1:8001/";
      },
    },
  ],
);
