import { borrowedName } from "../../../../kea/rules/ha/borrowed-name";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { only, pair } from "./members";

/** A pair whose members have the names of their hosts. */
function named(fleet: SoundFleet): void {
  pair(fleet);
  for (const host of ["north", "hub"] as const) {
    const ha = fleet.ha(host);
    ha["this-server-name"] = host;
    ["north", "hub"].forEach((name, index) => (ha.peers[index].name = name));
    delete fleet.subnet(host)["user-context"];
  }
}

describeRule(
  borrowedName,
  [
    {
      finds: "the names of two hosts swapped",
      breaks: (fleet) => {
        named(fleet);
        fleet.ha("north")["this-server-name"] = "hub";
        fleet.ha("hub")["this-server-name"] = "north";
      },
      says: [
        "warning KEAHA164: relationship north+hub, hub-dhcp4: hub calls itself north, and another of its members has the name of the host. Set this-server-name to hub; or, if this is the file of north, say so: north=FILE.",
        "warning KEAHA164: relationship north+hub, north-dhcp4: north calls itself hub, and another of its members has the name of the host. Set this-server-name to north; or, if this is the file of hub, say so: hub=FILE.",
      ],
    },
    {
      finds: "a copied one in one file",
      breaks: (fleet) => {
        named(fleet);
        only(fleet, "north");
        fleet.ha("north")["this-server-name"] = "hub";
      },
      says: [
        "warning KEAHA164: relationship north+hub, north-dhcp4: north calls itself hub, and another of its members has the name of the host. Set this-server-name to north; or, if this is the file of hub, say so: hub=FILE.",
      ],
    },
  ],
  [
    { allows: "the names of the hosts", breaks: named },
    {
      allows: "a name that the other server has as well, which is told as that",
      breaks: (fleet) => {
        named(fleet);
        fleet.ha("hub")["this-server-name"] = "north";
      },
    },
    {
      allows: "a name that no member has, which is told as that",
      breaks: (fleet) => {
        named(fleet);
        fleet.ha("hub")["this-server-name"] = "dhcp-secondary";
      },
    },
    {
      allows: "names that no host has",
      breaks: (fleet) => {
        pair(fleet);
      },
    },
  ],
);
