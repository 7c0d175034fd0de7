import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { hostsDiffer } from "../../../../kea/rules/dhcp/hosts-differ";
import { describeRule } from "../describe-rule";

const DATABASE = { type: "postgresql", name: "hosts", host: "db.example" };
const FLEX_ID = { library: "libdhcp_flex_id.so", parameters: { "identifier-expression": "relay4[2].hex" } };

describeRule(
  hostsDiffer,
  [
    {
      finds: "a partner that does not ask the database of reservations",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["hosts-databases"] = [DATABASE];
      },
      mended: ({ dhcp }) => {
        for (const host of ["north", "hub", "south"] as const) dhcp(host)["hosts-databases"] = [DATABASE];
      },
      says: [
        "warning KEAHA160: relationship north, north-dhcp4: north-dhcp4 looks for reservations in a database, and hub-dhcp4 does not. Give all members hosts-databases with the same reservations.",
      ],
    },
    {
      finds: "the same in the older form",
      kea: KeaVersion.V2_6,
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("south")["hosts-database"] = DATABASE;
      },
      says: [
        "warning KEAHA160: relationship south, south-dhcp6: south-dhcp6 looks for reservations in a database, and hub-dhcp6 does not. Give all members hosts-databases with the same reservations.",
      ],
    },
    {
      finds: "members that look for clients in one database by other identifiers",
      breaks: ({ dhcp }) => {
        for (const host of ["north", "hub", "south"] as const) dhcp(host)["hosts-databases"] = [DATABASE];
        dhcp("north")["host-reservation-identifiers"] = ["circuit-id"];
        dhcp("south")["host-reservation-identifiers"] = ["client-id", "duid", "hw-address", "circuit-id"];
      },
      says: [
        "warning KEAHA160: relationship north, north-dhcp4: hub-dhcp4 looks for reservations in a database by circuit-id, client-id, duid and hw-address, and north-dhcp4 by circuit-id. Give all members the same host-reservation-identifiers.",
      ],
    },
    {
      finds: "members of which one alone loads the library that tells flex-id",
      breaks: ({ dhcp }) => {
        for (const host of ["north", "hub", "south"] as const) {
          dhcp(host)["hosts-databases"] = [DATABASE];
          dhcp(host)["host-reservation-identifiers"] = ["hw-address", "flex-id"];
        }
        for (const host of ["hub", "south"] as const) dhcp(host)["hooks-libraries"].push(FLEX_ID);
      },
      says: [
        "warning KEAHA160: relationship north, north-dhcp4: hub-dhcp4 looks for reservations in a database by flex-id and hw-address, and north-dhcp4 by hw-address. Give all members the same host-reservation-identifiers, and libdhcp_flex_id.so, which tells flex-id.",
      ],
    },
    {
      finds: "a partner that takes no configuration from the database of the other",
      breaks: ({ dhcp }) => {
        dhcp("north")["config-control"] = { "config-databases": [DATABASE] };
      },
      says: [
        "warning KEAHA160: relationship north, north-dhcp4: north-dhcp4 takes parts of its configuration from a database, and hub-dhcp4 does not. Give all members config-control with the same database.",
      ],
    },
  ],
  [
    {
      allows: "lists of identifiers that are empty, or that Kea refuses for an entry: other mistakes",
      breaks: ({ dhcp }) => {
        for (const host of ["north", "hub", "south"] as const) dhcp(host)["hosts-databases"] = [DATABASE];
        dhcp("north")["host-reservation-identifiers"] = [];
        dhcp("south")["host-reservation-identifiers"] = ["hw-address", "hw-address"];
        dhcp("hub")["host-reservation-identifiers"] = ["hw-address"];
      },
    },
    {
      allows: "an identifier that Kea does not know: another mistake",
      breaks: ({ dhcp }) => {
        for (const host of ["north", "hub", "south"] as const) dhcp(host)["hosts-databases"] = [DATABASE];
        dhcp("north")["host-reservation-identifiers"] = ["mac"];
      },
    },
    {
      allows: "flex-id on a member that no library tells it",
      breaks: ({ dhcp }) => {
        for (const host of ["north", "hub", "south"] as const) {
          dhcp(host)["hosts-databases"] = [DATABASE];
          dhcp(host)["host-reservation-identifiers"] = ["hw-address"];
        }
        dhcp("north")["host-reservation-identifiers"] = ["hw-address", "flex-id"];
      },
    },
    {
      allows: "flex-id that a library may tell whose name is not known yet",
      breaks: ({ dhcp }) => {
        for (const host of ["north", "hub", "south"] as const) {
          dhcp(host)["hosts-databases"] = [DATABASE];
          dhcp(host)["host-reservation-identifiers"] = ["hw-address"];
        }
        dhcp("north")["host-reservation-identifiers"] = ["hw-address", "flex-id"];
        dhcp("north")["hooks-libraries"].push({ library: UNKNOWN });
      },
    },
    {
      allows: "other identifiers where no database is asked, and no database of configurations",
      breaks: ({ dhcp }) => {
        dhcp("north")["host-reservation-identifiers"] = ["circuit-id"];
        dhcp("north")["config-control"] = { "config-databases": [] };
        dhcp("south")["config-control"] = UNKNOWN;
      },
    },
    {
      allows: "a database that the one server has no library for: another mistake",
      breaks: ({ dhcp }) => {
        dhcp("north")["hosts-databases"] = [DATABASE];
      },
    },
    {
      allows: "databases that only Terraform knows yet",
      breaks: ({ dhcp }) => {
        dhcp("north")["hosts-databases"] = UNKNOWN;
      },
    },
    {
      allows: "a list without entries, and a backup that asks none",
      breaks: ({ dhcp }) => {
        dhcp("backup")["hosts-databases"] = [];
        for (const host of ["north", "hub", "south"] as const) dhcp(host)["hosts-databases"] = [DATABASE];
      },
    },
  ],
);
