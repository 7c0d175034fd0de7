import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { numberRange } from "../../../../kea/rules/dhcp/number-range";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  numberRange,
  [
    {
      finds: "numbers that Kea refuses",
      breaks: ({ dhcp, subnet }) => {
        const north = dhcp("north");
        north["multi-threading"] = {
          "enable-multi-threading": true,
          "thread-pool-size": 70000,
          "packet-queue-size": -1,
        };
        north["lease-database"]["lfc-interval"] = -1;
        north["decline-probation-period"] = 4294967296;
        north.loggers[0].debuglevel = 100;
        subnet("north").pools[0]["pool-id"] = 0;
      },
      says: [
        "error KEAHA064: north-dhcp4: decline-probation-period is 4294967296. It takes whole numbers from 0 to 4294967295.",
        "error KEAHA064: north-dhcp4: lfc-interval of lease-database is -1. It takes whole numbers from 0 to 4294967295.",
        "error KEAHA064: north-dhcp4: debuglevel of logger kea-dhcp4 is 100. It takes whole numbers from 0 to 99.",
        "error KEAHA064: north-dhcp4: packet-queue-size of multi-threading is -1. It takes whole numbers from 0 to 65535.",
        "error KEAHA064: north-dhcp4: thread-pool-size of multi-threading is 70000. It takes whole numbers from 0 to 65535.",
        "error KEAHA064: relationship north, north-dhcp4: pool-id of pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) is 0. It takes whole numbers from 1 to 4294967295.",
      ],
    },
    {
      finds: "numbers of DNS updates, configuration databases and server ids",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-ddns"] = { "enable-updates": false, "max-queue-size": -1 };
        dhcp("north")["config-control"] = { "config-fetch-wait-time": 65536 };
        dhcp("south")["expired-leases-processing"] = { "max-reclaim-time": 10001 };
        dhcp("north")["server-id"] = { type: "EN", "enterprise-id": 4294967296, htype: 65536, time: -1 };
      },
      says: [
        "error KEAHA064: north-dhcp6: config-fetch-wait-time of config-control is 65536. It takes whole numbers from 0 to 65535.",
        "error KEAHA064: north-dhcp6: max-queue-size of dhcp-ddns is -1. It takes whole numbers from 0 to 4294967295.",
        "error KEAHA064: north-dhcp6: enterprise-id of server-id is 4294967296. It takes whole numbers from 0 to 4294967295.",
        "error KEAHA064: north-dhcp6: htype of server-id is 65536. It takes whole numbers from 0 to 65535.",
        "error KEAHA064: north-dhcp6: time of server-id is -1. It takes whole numbers from 0 to 4294967295.",
        "error KEAHA064: south-dhcp6: max-reclaim-time of expired-leases-processing is 10001. It takes whole numbers from 0 to 10000.",
      ],
    },
    {
      finds: "lifetimes that Kea turns into others, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["valid-lifetime"] = 4294967296;
          subnet["renew-timer"] = -1;
        }),
      says: [
        "error KEAHA064: relationship north, hub-dhcp4: renew-timer of subnet 10.1.0.0/24 (id 1) is -1. It takes whole numbers from 0 to 4294967295.",
        "error KEAHA064: relationship north, hub-dhcp4: valid-lifetime of subnet 10.1.0.0/24 (id 1) is 4294967296. It takes whole numbers from 0 to 4294967295.",
      ],
    },
    {
      finds: "numbers of hook libraries",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push({
          library: "libdhcp_ping_check.so",
          parameters: { "min-ping-requests": 0, "ping-cltt-secs": 0 },
        });
      },
      says: [
        "error KEAHA064: north-dhcp4: min-ping-requests of libdhcp_ping_check.so is 0. It takes whole numbers from 1 to 4294967295.",
      ],
    },
    {
      finds: "a share of one",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["cache-threshold"] = 1;
        dhcp("south")["cache-threshold"] = 0.0;
      },
      says: [
        "error KEAHA064: north-dhcp4: cache-threshold is 1. It takes a share of the lifetime, more than 0.0 and less than 1.0.",
        "error KEAHA064: south-dhcp4: cache-threshold is 0. It takes a share of the lifetime, more than 0.0 and less than 1.0.",
      ],
    },
  ],
  [
    {
      allows: "the largest values",
      breaks: ({ dhcp }) => {
        dhcp("north")["valid-lifetime"] = 4294967295;
        dhcp("north")["multi-threading"] = {
          "enable-multi-threading": true,
          "thread-pool-size": 65535,
          "packet-queue-size": 0,
        };
        dhcp("north").loggers[0].debuglevel = 99;
      },
    },
  ],
);
