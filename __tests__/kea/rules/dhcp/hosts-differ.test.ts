import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { hostsDiffer } from "../../../../kea/rules/dhcp/hosts-differ";
import { describeRule } from "../describe-rule";

const DATABASE = { type: "postgresql", name: "hosts", host: "db.example" };

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
