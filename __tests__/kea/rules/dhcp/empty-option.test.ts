import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { emptyOption } from "../../../../kea/rules/dhcp/empty-option";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const REMEDY =
  "Write one entry or more, with commas between them, or leave the option out. never-send keeps one that is given further out from being sent.";
const gives =
  (options: object[], definitions: object[] = []) =>
  ({ dhcp }: SoundFleet) => {
    dhcp("north")["option-data"] = options;
    dhcp("north")["option-def"] = definitions;
  };
const told = (option: string) =>
  `warning KEAHA187: north-dhcp4: option ${option} has no data: Kea sends it empty. ${REMEDY}`;

describeRule(
  emptyOption,
  [
    {
      finds: "gateways that nobody filled in",
      breaks: gives([{ name: "routers", data: "" }]),
      mended: gives([{ name: "routers", data: "10.1.0.1" }]),
      says: [told("routers")],
    },
    {
      finds: "options without data, by name or by code, and with commas or no bytes alone",
      breaks: gives([
        { name: "domain-name-servers" },
        { code: 42 },
        { name: "time-servers", data: "," },
        { name: "log-servers", "csv-format": false, data: "" },
      ]),
      says: [told("domain-name-servers"), told("42"), told("time-servers"), told("log-servers")],
    },
    {
      finds: "an option of one's own that is a list of addresses",
      breaks: gives(
        [{ name: "controllers" }],
        [{ name: "controllers", code: 230, type: "ipv4-address", array: true }],
      ),
      says: [told("controllers")],
    },
    {
      finds: "a list of names in v6",
      family: Family.V6,
      breaks: gives([{ name: "domain-search", data: "" }]),
      says: [told("domain-search").replace("dhcp4", "dhcp6")],
    },
  ],
  [
    {
      allows: "it where it is never sent, and data that come at apply",
      breaks: gives([
        { name: "routers", "never-send": true },
        { name: "time-servers", data: UNKNOWN },
      ]),
    },
    {
      allows: "options that have no fields",
      breaks: gives(
        [{ name: "vendor-encapsulated-options" }, { name: "container" }],
        [{ name: "container", code: 230, type: "empty", encapsulate: "mine" }],
      ),
    },
  ],
);
