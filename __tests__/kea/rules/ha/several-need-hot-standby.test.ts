import { Family } from "../../../../kea/model/family";
import { severalNeedHotStandby } from "../../../../kea/rules/ha/several-need-hot-standby";
import { describeRule } from "../describe-rule";
import { everywhere, only, onMember, pair, said } from "./members";

describeRule(
  severalNeedHotStandby,
  [
    {
      finds: "load-balancing on a host with several relationships",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "load-balancing" });
        onMember(fleet, "north.hub", { role: "secondary" });
      },
      says: [
        "error KEAHA005: relationship north, hub-dhcp4: its mode is load-balancing, and hub and backup are in several relationships: Kea allows that in mode hot-standby only. Make it hot-standby, or take hub and backup out of their other relationships.",
      ],
    },
    {
      finds: "passive-backup on a host with several relationships",
      family: Family.V6,
      breaks: (fleet) => {
        everywhere(fleet, "south", { mode: "passive-backup" });
        for (const side of said(fleet, "south")) side.peers.splice(1, 1);
        only(fleet, "backup");
      },
      says: [
        "error KEAHA005: relationship south, backup-dhcp6: its mode is passive-backup, and backup is in 2 relationships: Kea allows that in mode hot-standby only. Make it hot-standby, or take backup out of its other relationships.",
      ],
    },
  ],
  [
    {
      allows: "load-balancing where it is the only relationship",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("hub").mode = "load-balancing";
        fleet.ha("north").mode = "load-balancing";
      },
    },
    {
      allows: "a misspelt mode, which is told elsewhere",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "hot standby" });
      },
    },
  ],
);
