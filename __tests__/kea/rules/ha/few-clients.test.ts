import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { fewClients } from "../../../../kea/rules/ha/few-clients";
import { describeRule } from "../describe-rule";
import { everywhere } from "./members";

describeRule(
  fewClients,
  [
    {
      finds: "a subnet too small for the standby ever to take over",
      breaks: (fleet) => {
        for (const host of ["north", "hub", "backup"] as const)
          fleet.subnet(host).pools = [{ pool: "10.1.0.10-10.1.0.14" }];
      },
      says: [
        "warning KEAHA054: relationship north, hub-dhcp4: max-unacked-clients is 10 (Kea's default), and its subnets have 5 addresses in all. Set it to 0, to take over on silence alone, or well below the number of clients.",
      ],
    },
    {
      finds: "it in IPv6, with reservations",
      family: Family.V6,
      breaks: (fleet) => {
        everywhere(fleet, "north", { "max-unacked-clients": 3 });
        for (const host of ["north", "hub", "backup"] as const) {
          fleet.subnet(host).pools = [{ pool: "2001:db8:1::2/127" }];
          fleet.subnet(host).reservations = [{ duid: "01:02", "ip-addresses": ["2001:db8:1::9"] }];
        }
      },
      says: [
        "warning KEAHA054: relationship north, hub-dhcp6: max-unacked-clients is 3, and its subnets have 3 addresses in all. Set it to 0, to take over on silence alone, or well below the number of clients.",
      ],
    },
  ],
  [
    {
      allows: "a standby that takes over on silence alone",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "max-unacked-clients": 0 });
        for (const host of ["north", "hub", "backup"] as const)
          fleet.subnet(host).pools = [{ pool: "10.1.0.10-10.1.0.14" }];
      },
    },
    {
      allows: "subnets without pools, or whose pools are not known yet",
      breaks: (fleet) => {
        for (const host of ["north", "hub", "backup"] as const) {
          delete fleet.subnet(host).pools;
        }
        fleet.subnet("south").pools = UNKNOWN;
        fleet.subnet("hub", 1).pools[0].pool = UNKNOWN;
        fleet.subnet("backup", 1).pools[0].pool = UNKNOWN;
      },
    },
  ],
);
