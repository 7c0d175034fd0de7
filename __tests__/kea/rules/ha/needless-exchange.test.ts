import { needlessExchange } from "../../../../kea/rules/ha/needless-exchange";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { pair } from "./members";

const inDatabase = (fleet: SoundFleet, host?: string) => {
  pair(fleet);
  for (const { config } of fleet.servers)
    config.Dhcp4["lease-database"] = { type: "mysql", name: "kea", host };
};

describeRule(
  needlessExchange,
  [
    {
      finds: "leases that members exchange, and keep in one database",
      breaks: (fleet) => inDatabase(fleet, "10.9.9.9"),
      says: [
        "warning KEAHA193: relationship north.north+north.hub, hub-dhcp4: all keep their leases in one database, mysql kea at 10.9.9.9, and send-lease-updates and sync-leases are true. Set both to false on all servers, unless each reaches another database there.",
      ],
    },
    {
      finds: "leases that members fetch of each other, and keep in one database",
      breaks: (fleet) => {
        inDatabase(fleet, "db.example.org");
        for (const host of ["north", "hub"] as const) fleet.ha(host)["send-lease-updates"] = false;
      },
      says: [
        "warning KEAHA193: relationship north.north+north.hub, hub-dhcp4: all keep their leases in one database, mysql kea at db.example.org, and sync-leases is true. Set it to false on all servers, unless each reaches another database there.",
      ],
    },
  ],
  [
    {
      allows: "databases of one name, each on its own host",
      breaks: (fleet) => {
        inDatabase(fleet, "localhost");
      },
    },
    {
      allows: "the socket of each server's own database",
      breaks: (fleet) => inDatabase(fleet, "/run/postgresql.d"),
    },
    {
      allows: "a short name, which each may know as another host",
      breaks: (fleet) => inDatabase(fleet, "db"),
    },
    {
      allows: "one database, and no exchange",
      breaks: (fleet) => {
        inDatabase(fleet, "10.9.9.9");
        for (const host of ["north", "hub"] as const)
          Object.assign(fleet.ha(host), { "send-lease-updates": false, "sync-leases": false });
      },
    },
    {
      allows: "two databases of one host",
      breaks: (fleet) => {
        inDatabase(fleet, "10.9.9.9");
        fleet.dhcp("hub")["lease-database"].name = "other";
      },
    },
    {
      allows: "one server alone in a database",
      breaks: (fleet) => {
        inDatabase(fleet, "10.9.9.9");
        fleet.dhcp("hub")["lease-database"] = { type: "memfile" };
      },
    },
    {
      allows: "members with a backup, which keeps leases of its own",
      breaks: ({ servers }) => {
        for (const { config } of servers)
          config.Dhcp4["lease-database"] = { type: "mysql", name: "kea", host: "10.9.9.9" };
      },
    },
  ],
);
