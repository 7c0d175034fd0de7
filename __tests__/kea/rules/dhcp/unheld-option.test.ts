import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { unheldOption } from "../../../../kea/rules/dhcp/unheld-option";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { onNorth } from "./members";

const SPACE = "vendor-encapsulated-options-space";
const VENDOR = { name: "vendor-encapsulated-options" };
const COOKIE = { name: "cookie", space: SPACE, data: "1APC" };
const DEFINITION = { name: "cookie", code: 1, space: SPACE, type: "string" };
const CONTROLLER = { name: "controller", code: 1, space: "ubnt", type: "ipv4-address" };
const OF_CONTROLLER = { name: "controller", space: "ubnt", data: "10.0.0.1" };
const HOLDER = { name: "ipxe-encap", code: 175, type: "empty", encapsulate: "ipxe" };
const IPXE = { name: "no-pxedhcp", code: 176, space: "ipxe", type: "uint8" };
const OF_IPXE = { name: "no-pxedhcp", space: "ipxe", data: "1", "always-send": true };

const has =
  (definitions: unknown[], options: unknown[], more: object = {}) =>
  ({ dhcp }: SoundFleet) => {
    Object.assign(dhcp("north"), { "option-def": definitions, "option-data": options }, more);
  };

describeRule(
  unheldOption,
  [
    {
      finds: "parts of option 43 without option 43",
      breaks: has([DEFINITION], [COOKIE]),
      mended: has([DEFINITION], [COOKIE, VENDOR]),
      says: [
        'warning KEAHA184: north-dhcp4: option cookie is in space vendor-encapsulated-options-space, and vendor-encapsulated-options, which encapsulates it, is not configured: no client gets it. Add { "name": "vendor-encapsulated-options" } to the same option-data.',
      ],
    },
    {
      finds: "a space that no option encapsulates, once for all its options, and one by a slip of the hand",
      breaks: has(
        [CONTROLLER, { ...CONTROLLER, name: "other", code: 2 }],
        [
          OF_CONTROLLER,
          { ...OF_CONTROLLER, name: "other" },
          { code: 43, space: "dhcp", "csv-format": false, data: "01" },
        ],
      ),
      mended: has(
        [CONTROLLER, { ...VENDOR, code: 43, type: "empty", encapsulate: "ubnt" }],
        [OF_CONTROLLER, { code: 43 }],
      ),
      says: [
        "warning KEAHA184: north-dhcp4: option controller (and 1 more) is in space ubnt, which no option encapsulates: no client gets it. Define the option that is to hold it in option-def, with encapsulate ubnt, and add that option to the same option-data.",
        "warning KEAHA184: north-dhcp4: option 43 is in space dhcp, which no option encapsulates: no client gets it. Leave space out: it is then dhcp4.",
      ],
    },
    {
      finds: "options of iPXE without the option that holds them, however often they are to be sent",
      breaks: has([HOLDER, IPXE], [OF_IPXE]),
      mended: has([HOLDER, IPXE], [OF_IPXE, { code: 175, "always-send": true }]),
      says: [
        'warning KEAHA184: north-dhcp4: option no-pxedhcp is in space ipxe, and ipxe-encap, which encapsulates it, is not configured: no client gets it. Add { "name": "ipxe-encap" } to the same option-data.',
      ],
    },
    {
      finds: "what is in a subnet, while the option that holds it is one of the server",
      breaks: (fleet) =>
        onNorth(fleet, (subnet, dhcp) => {
          dhcp["option-def"] = [DEFINITION];
          dhcp["option-data"] = [VENDOR];
          subnet["option-data"] = [COOKIE];
        }),
      says: [
        "warning KEAHA184: relationship north, hub-dhcp4: option cookie of subnet 10.1.0.0/24 (id 1) is in space vendor-encapsulated-options-space, and vendor-encapsulated-options, which encapsulates it, is not configured beside it: no client gets it. Kea puts together what is in one option-data: move it to where option vendor-encapsulated-options is, or that to it.",
      ],
    },
    {
      finds: "what the server says for all, while a class has the option that is to hold it",
      breaks: has([DEFINITION], [COOKIE], {
        "client-classes": [{ name: "phones", test: "option[60].exists", "option-data": [VENDOR] }],
      }),
      says: [
        "warning KEAHA184: north-dhcp4: option cookie is in space vendor-encapsulated-options-space, and vendor-encapsulated-options, which encapsulates it, is not configured beside it: no client gets it. Kea puts together what is in one option-data: move it to where option vendor-encapsulated-options of class phones is, or that to it.",
      ],
    },
    {
      finds: "a value for one subnet that is never put into the option of the server, which has its own",
      breaks: (fleet) =>
        onNorth(fleet, (subnet, dhcp) => {
          dhcp["option-def"] = [DEFINITION];
          dhcp["option-data"] = [VENDOR, COOKIE];
          subnet["option-data"] = [{ ...COOKIE, data: "other" }];
        }),
      says: [
        'warning KEAHA184: relationship north, hub-dhcp4: option cookie of subnet 10.1.0.0/24 (id 1) is in space vendor-encapsulated-options-space, and vendor-encapsulated-options, which encapsulates it, is not configured beside it: no client gets it. Add { "name": "vendor-encapsulated-options" } and all else that it holds to the same option-data: Kea puts together only what is in one.',
      ],
    },
    {
      finds: "a space that only the definition of a class encapsulates",
      breaks: has([CONTROLLER], [OF_CONTROLLER], {
        "client-classes": [
          {
            name: "ubnt",
            test: "option[60].exists",
            "option-def": [{ ...VENDOR, code: 43, type: "empty", encapsulate: "ubnt" }],
          },
        ],
      }),
      says: [
        "warning KEAHA184: north-dhcp4: option controller is in space ubnt, and vendor-encapsulated-options, which encapsulates it, is not configured: no client gets it. Move it to the option-data of class ubnt, and add vendor-encapsulated-options there: it is defined for that class.",
      ],
    },
    {
      finds: "parts of option 43 that its own definition does not encapsulate, be it configured or not",
      breaks: (fleet) => {
        has([DEFINITION, { ...VENDOR, code: 43, type: "string" }], [COOKIE])(fleet);
        Object.assign(fleet.dhcp("hub"), {
          "option-def": [DEFINITION, { ...CONTROLLER, space: "APC" }],
          "option-data": [COOKIE, VENDOR],
          "client-classes": [
            {
              name: "apc",
              test: "option[60].exists",
              "option-def": [{ name: "mine", code: 43, type: "empty", encapsulate: "APC" }],
              "option-data": [COOKIE, { ...OF_CONTROLLER, space: "APC" }, { name: "mine" }],
            },
          ],
        });
      },
      mended: (fleet) => {
        has(
          [DEFINITION, { ...VENDOR, code: 43, type: "empty", encapsulate: SPACE }],
          [COOKIE, { code: 43 }],
        )(fleet);
      },
      says: [
        "warning KEAHA184: hub-dhcp4: option cookie of class apc is in space vendor-encapsulated-options-space, which mine, as option-def defines it, does not encapsulate: no client gets it. It encapsulates APC: define the option in that space, and give it that space.",
        'warning KEAHA184: north-dhcp4: option cookie is in space vendor-encapsulated-options-space, which vendor-encapsulated-options, as option-def defines it, does not encapsulate: no client gets it. Define vendor-encapsulated-options with the type empty and with encapsulate vendor-encapsulated-options-space, and let the same option-data have { "code": 43 }, without data.',
      ],
    },
    {
      finds: "options of a space inside another space, whose holder has data of its own",
      family: Family.V6,
      breaks: has(
        [
          { name: "outer", code: 500, type: "uint8", encapsulate: "a" },
          { name: "middle", code: 1, space: "a", type: "uint8", encapsulate: "b" },
          { name: "inner", code: 2, space: "b", type: "uint8" },
        ],
        [
          { name: "outer", data: "1" },
          { name: "inner", space: "b", data: "2" },
        ],
      ),
      says: [
        "warning KEAHA184: north-dhcp6: option inner is in space b, and middle, which encapsulates it, is not configured: no client gets it. Add middle to the same option-data.",
      ],
    },
  ],
  [
    {
      allows: "options with what holds them, in a class and for one client",
      breaks: has([DEFINITION, CONTROLLER], [], {
        "client-classes": [
          {
            name: "ubnt",
            test: "option[60].exists",
            "option-def": [{ ...VENDOR, code: 43, type: "empty", encapsulate: "ubnt" }],
            "option-data": [OF_CONTROLLER, VENDOR],
          },
        ],
        "reservations-global": true,
        reservations: [{ "hw-address": "00:00:5e:00:53:01", "option-data": [COOKIE, VENDOR] }],
      }),
    },
    {
      allows: "options of vendors, of Kea's own spaces, and those that are never sent",
      breaks: has(
        [{ name: "key", code: 1, space: "vendor-4711", type: "string" }, DEFINITION],
        [
          { name: "key", space: "vendor-4711", data: "x" },
          { name: "tftp-servers", space: "vendor-4491", data: "10.0.0.1" },
          { code: 12, space: "vendor-25506", "csv-format": false, data: "01" },
          { ...COOKIE, "never-send": true },
        ],
      ),
    },
    {
      allows: "options of S46 and of NTP in DHCPv6, which Kea defines",
      family: Family.V6,
      breaks: has(
        [],
        [
          { name: "s46-br", space: "s46-cont-mape-options", data: "2001:db8::1" },
          { name: "ntp-server-address", space: "v6-ntp-server-suboptions", data: "2001:db8::1" },
        ],
      ),
    },
    {
      allows: "what an option or a definition that is known at apply may hold",
      breaks: (fleet) => {
        has([DEFINITION], [COOKIE, UNKNOWN])(fleet);
        Object.assign(fleet.dhcp("south"), {
          "option-def": [CONTROLLER, { ...HOLDER, encapsulate: UNKNOWN }],
          "option-data": [OF_CONTROLLER],
        });
        Object.assign(fleet.dhcp("hub"), {
          "option-def": [DEFINITION],
          "option-data": [COOKIE, { code: UNKNOWN }],
        });
      },
    },
    {
      allows: "parts of option 43 outside a class whose definition replaces Kea's",
      breaks: has([DEFINITION], [COOKIE, VENDOR], {
        "client-classes": [
          {
            name: "phones",
            test: "option[60].exists",
            "option-def": [{ ...VENDOR, code: 43, type: "string" }],
            "option-data": [{ ...VENDOR, data: "x" }],
          },
        ],
      }),
    },
    {
      allows: "what a database or a library of somebody else's may hold",
      breaks: (fleet) => {
        has([DEFINITION], [COOKIE], { "config-control": { "config-databases": [{ type: "mysql" }] } })(fleet);
        fleet.dhcp("south")["option-def"] = [DEFINITION];
        fleet.dhcp("south")["option-data"] = [COOKIE];
        fleet.dhcp("south")["hooks-libraries"].push({ library: "libmine.so" });
      },
    },
  ],
);
