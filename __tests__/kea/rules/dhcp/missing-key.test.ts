import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { missingKey } from "../../../../kea/rules/dhcp/missing-key";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  missingKey,
  [
    {
      finds: "a subnet without id, once for all its members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          delete subnet.id;
        }),
      says: ["error KEAHA062: relationship north, hub-dhcp4: subnet 10.1.0.0/24 has no id. Give it id."],
    },
    {
      finds: "DNS updates that are neither on nor off",
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-ddns"] = { "server-port": 53001 };
      },
      says: ["error KEAHA062: north-dhcp4: dhcp-ddns has no enable-updates. Give it enable-updates."],
    },
    {
      finds: "maps without what they are about",
      breaks: ({ dhcp, subnet }) => {
        const north = dhcp("north");
        north["option-data"] = [{ data: "10.0.0.1" }];
        north["option-def"] = [{ code: 230 }];
        north["client-classes"] = [{ test: "member('ALL')" }];
        north["control-sockets"] = [{ "socket-type": "unix" }, { "socket-name": "x" }];
        north["multi-threading"] = { "thread-pool-size": 4 };
        north.loggers = [
          { name: "kea-dhcp4" },
          { name: "kea-dhcp4.leases", severity: "INFO", "output-options": [{ flush: true }] },
        ];
        north["lease-database"] = { name: "x" };
        north["hooks-libraries"].push({ parameters: {} });
        subnet("north").pools = [{}];
        subnet("north").relay = {};
        subnet("north").reservations = [{ hostname: "a" }];
        north["shared-networks"] = [{ subnet4: [] }];
      },
      says: [
        "error KEAHA062: north-dhcp4: a class has no name. Give it name.",
        "error KEAHA062: north-dhcp4: the unix control socket has no socket-name. Give it socket-name.",
        "error KEAHA062: north-dhcp4: a control socket has no socket-type. Give it socket-type.",
        "error KEAHA062: north-dhcp4: a hook library has no library. Give it library.",
        "error KEAHA062: north-dhcp4: lease-database has no type. Give it type.",
        "error KEAHA062: north-dhcp4: logger kea-dhcp4 has no severity. Give it severity.",
        "error KEAHA062: north-dhcp4: an output of logger kea-dhcp4.leases has no output. Give it output.",
        "error KEAHA062: north-dhcp4: multi-threading has no enable-multi-threading. Give it enable-multi-threading.",
        "error KEAHA062: north-dhcp4: an option has no name or code. Give it one of them.",
        "error KEAHA062: north-dhcp4: option definition 230 has no name. Give it name.",
        "error KEAHA062: north-dhcp4: option definition 230 has no type. Give it type.",
        "error KEAHA062: north-dhcp4: a shared network has no name. Give it name.",
        "error KEAHA062: relationship north, north-dhcp4: a pool of subnet 10.1.0.0/24 (id 1) has no pool. Give it pool.",
        "error KEAHA062: relationship north, north-dhcp4: relay of subnet 10.1.0.0/24 (id 1) has no ip-addresses. Give it ip-addresses.",
        "error KEAHA062: relationship north, north-dhcp4: a reservation of subnet 10.1.0.0/24 (id 1) has no hw-address, duid, client-id, circuit-id or flex-id. Give it one of them.",
      ],
    },
    {
      finds: "a packet queue that is neither on nor off",
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-queue-control"] = { capacity: 64 };
      },
      says: ["error KEAHA062: north-dhcp4: dhcp-queue-control has no enable-queue. Give it enable-queue."],
    },
    {
      finds: "a pool of prefixes without lengths",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north")["pd-pools"] = [{ prefix: "2001:db8:8000::" }];
      },
      says: [
        "error KEAHA062: relationship north, north-dhcp6: pd-pool 2001:db8:8000:: of subnet 2001:db8:1::/64 (id 1) has no prefix-len. Give it prefix-len.",
        "error KEAHA062: relationship north, north-dhcp6: pd-pool 2001:db8:8000:: of subnet 2001:db8:1::/64 (id 1) has no delegated-len. Give it delegated-len.",
      ],
    },
    {
      finds: "a configuration of another program",
      breaks: ({ servers }) => {
        servers[0]!.config = {};
      },
      says: ['error KEAHA062: hub-dhcp4: the configuration has no Dhcp4. Write { "Dhcp4": { ... } }.'],
    },
  ],
  [
    {
      allows: "what Kea does not read: an HTTP header of a unix socket",
      breaks: ({ dhcp }) => {
        dhcp("north")["control-sockets"][0]["http-headers"] = [{ comment: "x" }];
      },
    },
    {
      allows: "a client of a control socket whose password file holds its name, too",
      breaks: ({ dhcp }) => {
        const clients = [{ "password-file": "rollout" }];
        dhcp("north")["control-sockets"].push({
          ...{ "socket-type": "http", "socket-address": "127.0.0.1", "socket-port": 8100 },
          authentication: { type: "basic", realm: "kea", directory: "/usr/share/kea/kea-creds", clients },
        });
      },
    },
    {
      allows: "a key that is misspelt, which is told as that",
      breaks: ({ subnet }) => {
        subnet("hub").relay = { "ip-address": "10.1.0.1" };
      },
    },
    {
      allows: "what is known only at apply",
      breaks: ({ dhcp, subnet }) => {
        subnet("north").id = UNKNOWN;
        subnet("north").reservations = [{ "hw-address": UNKNOWN }];
        dhcp("north")["option-data"] = [{ code: UNKNOWN, data: "01" }];
      },
    },
  ],
);
