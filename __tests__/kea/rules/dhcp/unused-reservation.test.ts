import { unusedReservation } from "../../../../kea/rules/dhcp/unused-reservation";
import { Family } from "../../../../kea/model/family";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  unusedReservation,
  [
    {
      finds: "global reservations that no subnet looks up",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [{ duid: "00:01:02", hostname: "a" }];
      },
      says: [
        "warning KEAHA082: north-dhcp4: there are global reservations, and reservations-global is nowhere true. Set reservations-global to true, or move them into their subnets.",
      ],
    },
    {
      finds: "reservations of a subnet that does not look them up",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["reservations-in-subnet"] = false;
          subnet.reservations = [{ duid: "00:01:02", hostname: "a" }];
        }),
      says: [
        "warning KEAHA082: relationship north, hub-dhcp4: reservations of subnet 10.1.0.0/24 (id 1) are there, and reservations-in-subnet is false. Set reservations-in-subnet to true, or remove them.",
      ],
    },
    {
      finds: "a reserved address in a pool, where Kea looks for reservations only outside of them",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["reservations-out-of-pool"] = true;
          subnet.reservations = [{ duid: "00:01:02", "ip-address": "10.1.0.20" }];
        }),
      says: [
        "warning KEAHA082: relationship north, hub-dhcp4: 10.1.0.20 of subnet 10.1.0.0/24 (id 1) is reserved and in a pool, and reservations-out-of-pool is true: any client may get it. Reserve an address outside the pools, or set reservations-out-of-pool to false.",
      ],
    },
    {
      finds: "reserved addresses and prefixes in pools of theirs, and not of the other kind",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["reservations-out-of-pool"] = true;
          subnet["pd-pools"] = [{ prefix: "2001:db8:8000::", "prefix-len": 40, "delegated-len": 56 }];
          subnet.reservations = [
            { duid: "00:01:02", "ip-addresses": ["2001:db8:1::1005", "2001:db8:8000::1"] },
            { duid: "00:01:03", prefixes: ["2001:db8:8000:100::/56"] },
          ];
        }),
      says: [
        "warning KEAHA082: relationship north, hub-dhcp6: 2001:db8:1::1005 of subnet 2001:db8:1::/64 (id 1) is reserved and in a pool, and reservations-out-of-pool is true: any client may get it. Reserve an address outside the pools, or set reservations-out-of-pool to false.",
        "warning KEAHA082: relationship north, hub-dhcp6: 2001:db8:8000:100::/56 of subnet 2001:db8:1::/64 (id 1) is reserved and in a pool, and reservations-out-of-pool is true: any client may get it. Reserve a prefix outside the pools, or set reservations-out-of-pool to false.",
      ],
    },
  ],
  [
    {
      allows: "global reservations that a partner looks up: that it differs is told",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "hub", "backup"] as const)
          dhcp(host).reservations = [{ duid: "00:01:02", hostname: "a" }];
        subnet("hub")["reservations-global"] = true;
        dhcp("backup")["reservations-global"] = true;
      },
    },
    {
      allows: "global reservations that are looked up early",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [{ "hw-address": "00:11:22:33:44:55", "client-classes": ["gold"] }];
        dhcp("north")["early-global-reservations-lookup"] = true;
      },
    },
    {
      allows: "a reserved address outside the pools, or in one that is looked up there",
      breaks: (fleet) => {
        onNorth(fleet, (subnet) => {
          subnet["reservations-out-of-pool"] = true;
          subnet.reservations = [{ duid: "00:01:02", "ip-address": "10.1.0.2" }];
        });
        fleet.subnet("south").reservations = [{ duid: "00:01:02", "ip-address": "10.2.0.20" }];
      },
    },
    {
      allows: "global reservations that are looked up",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [{ duid: "00:01:02", hostname: "a" }];
        dhcp("north")["reservations-global"] = true;
      },
    },
  ],
);
