import { bootFieldLength } from "../../../../kea/rules/dhcp/boot-field-length";
import { describeRule } from "../describe-rule";

describeRule(
  bootFieldLength,
  [
    {
      finds: "a server-hostname that does not fit into a packet",
      breaks: ({ dhcp }) => {
        dhcp("north")["shared-networks"] = [{ name: "link", "server-hostname": "y".repeat(64) }];
      },
      says: [
        "error KEAHA121: north-dhcp4: server-hostname of shared network link has 64 bytes. It takes 63: use a shorter one.",
      ],
    },
    {
      finds: "a long boot-file-name of a reservation",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [
          { "hw-address": "00:11:22:33:44:55", "boot-file-name": "y".repeat(128) },
        ];
      },
      says: [
        "error KEAHA121: north-dhcp4: boot-file-name of the reservation for 00:11:22:33:44:55 has 128 bytes. It takes 127: use a shorter one.",
      ],
    },
    {
      finds: "long names of files to boot",
      breaks: ({ dhcp }) => {
        dhcp("north")["shared-networks"] = [{ name: "link", "boot-file-name": "y".repeat(129) }];
      },
      says: [
        "error KEAHA121: north-dhcp4: boot-file-name of shared network link has 129 bytes. It takes 128: use a shorter one.",
      ],
    },
  ],
  [
    {
      allows: "names as long as Kea takes them",
      breaks: ({ dhcp }) => {
        dhcp("north")["shared-networks"] = [
          { name: "b", "server-hostname": "y".repeat(63), "boot-file-name": "y".repeat(128) },
        ];
      },
    },
  ],
);
