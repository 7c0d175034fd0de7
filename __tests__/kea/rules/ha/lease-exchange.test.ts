import { UNKNOWN } from "../../../../kea/json";
import { leaseExchange } from "../../../../kea/rules/ha/lease-exchange";
import { describeRule } from "../describe-rule";
import { everywhere } from "./members";

describeRule(
  leaseExchange,
  [
    {
      finds: "lease updates that one partner does not send",
      breaks: (fleet) => {
        fleet.ha("north")["send-lease-updates"] = false;
      },
      says: [
        "warning KEAHA048: relationship north, north-dhcp4: send-lease-updates is false on north-dhcp4, and true on hub-dhcp4. Set it alike on all servers: false only when they share a lease database.",
      ],
    },
    {
      finds: "leases that nobody fetches",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "sync-leases": false });
      },
      says: [
        "warning KEAHA048: relationship north, hub-dhcp4: sync-leases is false, and each server keeps its leases in a file of its own. Set it to true, or let the servers share a lease database, or ones that replicate each other.",
      ],
    },
    {
      finds: "once that leases are neither sent nor fetched",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "sync-leases": false, "send-lease-updates": false });
      },
      says: [
        "warning KEAHA048: relationship north, hub-dhcp4: send-lease-updates and sync-leases are false, and each server keeps its leases in a file of its own. Set them to true, or let the servers share a lease database, or ones that replicate each other.",
      ],
    },
    {
      finds: "leases in a database on each server itself, which the partner has no part of",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "sync-leases": false });
        for (const { config } of fleet.servers)
          config.Dhcp4["lease-database"] = { type: "postgresql", name: "kea", host: "localhost" };
      },
      says: [
        "warning KEAHA048: relationship north, hub-dhcp4: sync-leases is false, and each server keeps its leases in a database of its own. Set it to true, or let the servers share a lease database, or ones that replicate each other.",
      ],
    },
  ],
  [
    {
      allows: "a primary of passive-backup that does not sync: with nobody",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup", "sync-leases": false });
      },
    },
    {
      allows: "servers that share a lease database",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "sync-leases": false, "send-lease-updates": false });
        for (const { config } of fleet.servers)
          config.Dhcp4["lease-database"] = { type: "postgresql", name: "kea", host: "db.example" };
      },
    },
    {
      allows: "a backup that fetches no leases",
      breaks: (fleet) => {
        fleet.ha("backup")["sync-leases"] = false;
      },
    },
    {
      allows: "a database that is not known yet",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "sync-leases": false });
        for (const { config } of fleet.servers) config.Dhcp4["lease-database"] = UNKNOWN;
      },
    },
  ],
);
