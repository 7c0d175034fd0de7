import { KeaVersion } from "../../../../kea/profiles";
import { leaseDatabase } from "../../../../kea/rules/dhcp/lease-database";
import { describeRule } from "../describe-rule";


describeRule(leaseDatabase, [
{ finds: "a database without its library", breaks: ({ dhcp }) => { dhcp("north")["lease-database"] = { type: "mysql", name: "kea" }; dhcp("north")["hosts-databases"] = [{ type: "mysql", name: "kea" }, { type: "postgresql", name: "kea" }]; }, says: [] },
{ finds: "hosts in a memfile, and a password of Kea's examples", breaks: ({ dhcp }) => { dhcp("north")["hosts-database"] = { type: "memfile" }; dhcp("south")["lease-database"] = { type: "mysql", name: "kea", password: "keatest" }; dhcp("south")["hooks-libraries"].push({ library: "libdhcp_mysql.so" }); }, says: [] },
{ finds: "a library that 2.6 does not have", kea: KeaVersion.V2_6, breaks: ({ dhcp }) => { dhcp("north")["lease-database"] = { type: "mysql", name: "kea" }; dhcp("north")["hooks-libraries"].push({ library: "libdhcp_mysql.so" }); }, says: [] },
], [
{ allows: "a database with its library", breaks: ({ dhcp }) => { dhcp("north")["lease-database"] = { type: "postgresql", name: "kea" }; dhcp("north")["hooks-libraries"].push({ library: "/usr/lib/kea/hooks/libdhcp_pgsql.so" }); } },
{ allows: "a database, up to 2.6", kea: KeaVersion.V2_6, breaks: ({ dhcp }) => { dhcp("north")["lease-database"] = { type: "mysql", name: "kea", password: "1234" }; } },
]);
