import { sharedUrl } from "../../../../kea/rules/ha/shared-url";
import { describeRule } from "../describe-rule";
import { onMember, only } from "./members";

describeRule(
  sharedUrl,
  [
    {
      finds: "a hub that dials two spokes at one URL, copied from one relationship to the other",
      breaks: (fleet) => {
        fleet.ha("hub", 1).peers[0].url = fleet.ha("hub", 0).peers[0].url;
        only(fleet, "hub");
      },
      says: [
        "warning KEAHA159: relationship south, hub-dhcp4: south.south has the URL of north.north of relationship north, http://10.1.0.1:8000/. Give each member the address of its own host; it is right only where one server is both, and listens for them at one control socket.",
      ],
    },
  ],
  [
    {
      allows: "a URL of which the partner knows better, which is told as that",
      breaks: (fleet) => {
        fleet.ha("hub", 1).peers[0].url = fleet.ha("hub", 0).peers[0].url;
      },
    },
    {
      allows: "one server that is in both relationships",
      breaks: (fleet) => {
        onMember(fleet, "south.backup", { url: fleet.ha("hub", 0).peers[2].url });
      },
    },
  ],
);
