import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { unwrittenOption } from "../../../../kea/rules/dhcp/unwritten-option";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const BYTES = { code: 43, "csv-format": false, data: "01040a000001" };
const BINARY = { name: "vendor-encapsulated-options", code: 43, type: "binary" };
const gives =
  (option: object, definitions: unknown = []) =>
  ({ dhcp }: SoundFleet) => {
    dhcp("north")["option-data"] = [option];
    dhcp("north")["option-def"] = definitions;
  };
const refused = (label: string) =>
  `error KEAHA180: north-dhcp4: ${label} has bytes that Kea saves in no file. Define it as binary, with the name vendor-encapsulated-options, the code 43 and the type binary in option-def; or give its parts in the space vendor-encapsulated-options-space, and keep vendor-encapsulated-options beside them, without data.`;

describeRule(
  unwrittenOption,
  [
    {
      finds: "bytes for access points, by code",
      breaks: gives(BYTES),
      mended: gives(BYTES, [BINARY]),
      says: [refused("option 43")],
    },
    {
      finds: "definitions of the same code elsewhere, or without fields",
      breaks: gives(BYTES, [
        { ...BINARY, name: "other", space: "vendor-4491" },
        { ...BINARY, type: "empty" },
      ]),
      says: [refused("option 43")],
    },
    {
      finds: "the same by name, with a definition that Kea 2.6 does not save by",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        const option = { ...BYTES, code: undefined, name: "vendor-encapsulated-options" };
        dhcp("north")["client-classes"] = [
          { name: "phones", "option-def": [BINARY], "option-data": [option] },
        ];
      },
      says: [refused("option vendor-encapsulated-options of class phones")],
    },
  ],
  [
    {
      allows: "bytes that a class defines as binary, and definitions that come at apply",
      breaks: (fleet) => {
        gives(BYTES, UNKNOWN)(fleet);
        fleet.dhcp("south")["client-classes"] = [
          { name: "phones", "option-def": [BINARY], "option-data": [BYTES] },
        ];
      },
    },
    {
      allows: "parts in the vendor's space, and the option without bytes of its own",
      breaks: ({ dhcp }) => {
        dhcp("north")["option-def"] = [
          { name: "controller", code: 1, space: "vendor-encapsulated-options-space", type: "ipv4-address" },
        ];
        dhcp("north")["option-data"] = [
          { name: "controller", space: "vendor-encapsulated-options-space", data: "10.0.0.1" },
          { name: "vendor-encapsulated-options" },
        ];
      },
    },
    {
      allows: "it in a file that somebody else wrote, which Kea only reads",
      breaks: (fleet) => {
        gives(BYTES)(fleet);
        for (const [index, server] of fleet.servers.entries())
          fleet.servers[index] = { ...server, where: undefined };
      },
    },
    {
      allows: "option 43 of DHCPv6, which is another one",
      family: Family.V6,
      breaks: gives({ code: 43, "csv-format": false, data: "0017" }),
    },
    {
      allows: "it where a database of configurations may define it",
      breaks: (fleet) => {
        gives(BYTES)(fleet);
        fleet.dhcp("north")["config-control"] = { "config-databases": [{ type: "mysql" }] };
      },
    },
  ],
);
