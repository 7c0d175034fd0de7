import { UNKNOWN } from "../../../../kea/json";
import { thisServerName } from "../../../../kea/rules/ha/this-server-name";
import { Family } from "../../../../kea/model/family";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { only, pair, said } from "./members";

/** Calls the members of a pair otherwise, on all that is left of it. */
function rename(fleet: SoundFleet, primary: string, standby: string): void {
  for (const { host } of fleet.servers) {
    const ha = fleet.ha(host as "north" | "hub");
    ha.peers[0].name = primary;
    ha.peers[1].name = standby;
    ha["this-server-name"] = host === "north" ? primary : standby;
  }
}

describeRule(
  thisServerName,
  [
    {
      finds: "a name that is none of the members",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = "somebody";
      },
      says: [
        "error KEAHA012: relationship north, north-dhcp4: this-server-name is somebody, and no member is called somebody: the server itself is missing among them. Add somebody to peers, with its URL and its role.",
      ],
    },
    {
      finds: "a misspelt name",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = "north.nort";
      },
      says: [
        "error KEAHA012: relationship north, north-dhcp4: this-server-name is north.nort, and no member is called north.nort. Did you mean north.north?",
      ],
    },
    {
      finds: "every server without a name",
      breaks: (fleet) => {
        for (const side of said(fleet, "north")) delete side["this-server-name"];
        fleet.ha("south")["this-server-name"] = " ";
      },
      says: [
        "error KEAHA012: relationship north, backup-dhcp4: it has no this-server-name. Use one of north.backup.",
        "error KEAHA012: relationship north, hub-dhcp4: it has no this-server-name. Use one of north.hub.",
        "error KEAHA012: relationship north, north-dhcp4: it has no this-server-name. Use one of north.north.",
        "error KEAHA012: relationship south, south-dhcp4: it has no this-server-name. Use one of south.south.",
      ],
    },
    {
      finds: "a server that is missing among its members, without the name of another for it",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        rename(fleet, "a", "b");
        fleet.ha("north").peers.shift();
      },
      says: [
        "error KEAHA012: relationship b, north-dhcp4: this-server-name is a, and no member is called a: the server itself is missing among them. Add a to peers, with its URL and its role.",
      ],
    },
    {
      finds: "a third server of a pair, told apart by its number",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        rename(fleet, "kea1", "kea2");
        fleet.ha("north")["this-server-name"] = "kea3";
      },
      says: [
        "error KEAHA012: relationship kea1+kea2, north-dhcp4: this-server-name is kea3, and no member is called kea3: the server itself is missing among them. Add kea3 to peers, with its URL and its role.",
      ],
    },
    {
      finds: "a name that another server has, and proposes the other one",
      breaks: (fleet) => {
        pair(fleet);
        rename(fleet, "north-kea", "nord-kea");
        fleet.ha("north")["this-server-name"] = "nort-kea";
      },
      says: [
        "error KEAHA012: relationship north-kea+nord-kea, north-dhcp4: this-server-name is nort-kea, and no member is called nort-kea. Did you mean north-kea?",
      ],
    },
    {
      finds: "a short name for a long one",
      family: Family.V6,
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        rename(fleet, "a.example", "b.example");
        fleet.ha("north")["this-server-name"] = "A";
      },
      says: [
        "error KEAHA012: relationship a.example+b.example, north-dhcp6: this-server-name is A, and no member is called A. Did you mean a.example?",
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
