import { UNKNOWN } from "../../../../kea/json";
import { reselectedSubnet } from "../../../../kea/rules/ha/reselected-subnet";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const radius =
  (host: "hub" | "north", parameters: object | string) =>
  ({ dhcp }: SoundFleet) =>
    void dhcp(host)["hooks-libraries"].push({ library: "libdhcp_radius.so", parameters });

describeRule(
  reselectedSubnet,
  [
    {
      finds: "a hub whose clients RADIUS moves to the subnet of an address",
      breaks: radius("hub", { "reselect-subnet-address": true }),
      says: [
        "warning KEAHA181: hub-dhcp4: reselect-subnet-address is true on a hub of 2 relationships. Leave it out: let relays, interfaces or client classes select the right subnet before RADIUS is asked.",
      ],
    },
    {
      finds: "a hub whose clients RADIUS moves to the subnet of a pool",
      breaks: radius("hub", { "reselect-subnet-pool": true }),
      says: [
        "warning KEAHA181: hub-dhcp4: reselect-subnet-pool is true on a hub of 2 relationships. Leave it out: let relays, interfaces or client classes select the right subnet before RADIUS is asked.",
      ],
    },
  ],
  [
    {
      allows: "a spoke, whose subnets are all of one relationship",
      breaks: radius("north", { "reselect-subnet-address": true, "reselect-subnet-pool": true }),
    },
    { allows: "the default", breaks: radius("hub", { "reselect-subnet-address": false }) },
    { allows: "what is known at apply only", breaks: radius("hub", { "reselect-subnet-pool": UNKNOWN }) },
  ],
);
