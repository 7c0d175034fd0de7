import { UNKNOWN } from "../../../../kea/json";
import { thisServerName } from "../../../../kea/rules/ha/this-server-name";
import { describeRule } from "../describe-rule";
import { said } from "./members";

describeRule(
  thisServerName,
  [
    {
      finds: "a name that is none of the members",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = "somebody";
      },
      says: [
        "error KEAHA012: relationship north, north-dhcp4: this-server-name is somebody, which is none of its members. Use one of north.north, north.hub, north.backup.",
      ],
    },
    {
      finds: "a misspelt name",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = "north.nort";
      },
      says: [
        "error KEAHA012: relationship north, north-dhcp4: this-server-name is north.nort, which is none of its members. Did you mean north.north?",
      ],
    },
    {
      finds: "every server without a name",
      breaks: (fleet) => {
        for (const side of said(fleet, "north")) delete side["this-server-name"];
        fleet.ha("south")["this-server-name"] = " ";
      },
      says: [
        "error KEAHA012: relationship north, backup-dhcp4: it has no this-server-name. Use one of north.north, north.hub, north.backup.",
        "error KEAHA012: relationship north, hub-dhcp4: it has no this-server-name. Use one of north.north, north.hub, north.backup.",
        "error KEAHA012: relationship north, north-dhcp4: it has no this-server-name. Use one of north.north, north.hub, north.backup.",
        "error KEAHA012: relationship south, south-dhcp4: it has no this-server-name. Use one of south.south, south.hub, south.backup.",
      ],
    },
  ],
  [
    {
      allows: "spaces around the name, which Kea trims",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = " north.north ";
      },
    },
    {
      allows: "a name of a wrong type, or not known yet",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = 5;
        fleet.ha("south")["this-server-name"] = UNKNOWN;
      },
    },
    {
      allows: "members that are missing or not known yet",
      breaks: (fleet) => {
        delete fleet.ha("north").peers;
        fleet.ha("south").peers = UNKNOWN;
        fleet.ha("hub").peers[0].name = UNKNOWN;
        fleet.ha("hub")["this-server-name"] = "?";
      },
    },
  ],
);
