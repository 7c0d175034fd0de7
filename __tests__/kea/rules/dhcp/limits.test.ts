import { UNKNOWN } from "../../../../kea/json";
import { limits } from "../../../../kea/rules/dhcp/limits";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const limited =
  (subnet: object, group: object = {}, library = "libdhcp_limits.so") =>
  ({ dhcp }: SoundFleet) => {
    dhcp("north")["hooks-libraries"].push({ library });
    dhcp("north").subnet4[0]!["user-context"] = { "ha-server-name": "north", limits: subnet };
    dhcp("north")["client-classes"] = [{ name: "guests", "user-context": { limits: group } }];
  };

describeRule(
  limits,
  [
    {
      finds: "numbers in quotes, and rates of other words",
      breaks: limited({ "address-limit": "2", "rate-limit": "1 packet per sec" }, { "rate-limit": 5 }),
      says: [
        'error KEAHA176: north-dhcp4: rate-limit of class guests is 5. Write "N packets per ...", with second, minute, hour, day, week, month or year, and N up to 4294967295.',
        'error KEAHA176: north-dhcp4: address-limit of subnet 10.1.0.0/24 (id 1) is "2". It takes whole numbers from 0 to 4294967295, without quotes.',
        'error KEAHA176: north-dhcp4: rate-limit of subnet 10.1.0.0/24 (id 1) is "1 packet per sec". Write "N packets per ...", with second, minute, hour, day, week, month or year, and N up to 4294967295.',
      ],
    },
  ],
  [
    {
      allows: "whole numbers, and packets per period",
      breaks: limited(
        { "address-limit": 2, "rate-limit": "1 packet per second" },
        { "prefix-limit": 0, "rate-limit": "1000 packets per week" },
      ),
    },
    {
      allows: "what is known at apply only",
      breaks: limited({ "address-limit": UNKNOWN, "rate-limit": UNKNOWN }),
    },
    {
      allows: "anything where the library is not loaded",
      breaks: limited({ "address-limit": "2" }, {}, "libdhcp_stat_cmds.so"),
    },
  ],
);
