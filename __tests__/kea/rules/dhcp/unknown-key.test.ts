import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { unknownKey } from "../../../../kea/rules/dhcp/unknown-key";
import { describeRule } from "../describe-rule";
import { soundFleet } from "../sound";
import { onNorth } from "./members";

describeRule(
  unknownKey,
  [
    {
      finds: "a misspelt key in a subnet, once for all its members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["valid-lifetme"] = 600;
        }),
      says: [
        "error KEAHA060: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) has valid-lifetme, which Kea does not know there. Did you mean valid-lifetime?",
      ],
    },
    {
      finds: "one key at several levels, at each of them",
      breaks: ({ subnet }) => {
        const map = subnet("north");
        for (const one of [map, map.pools[0]]) one["reservation-mode"] = "global";
      },
      says: [
        "error KEAHA060: relationship north, north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) has reservation-mode, which Kea does not know there. Use reservations-global, reservations-in-subnet and reservations-out-of-pool.",
        "error KEAHA060: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) has reservation-mode, which Kea does not know there. Use reservations-global, reservations-in-subnet and reservations-out-of-pool.",
      ],
    },
    {
      finds: "the same in several subnets, once in a relationship",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "hub", "backup"] as const) {
          for (const id of [11, 12])
            dhcp(host).subnet4.push({ ...subnet(host), id, subnet: `10.${id}.0.0/24`, pools: [] });
          for (const one of dhcp(host).subnet4) if (one.id !== 2) one["valid-lifetme"] = 600;
        }
      },
      says: [
        "error KEAHA060: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) (and 2 more) has valid-lifetme, which Kea does not know there. Did you mean valid-lifetime?",
      ],
    },
    {
      finds: "keys of another place, another family and another program",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").pools = [];
        dhcp("north").domain = "x";
        subnet("north")["pd-pools"] = [];
        subnet("north")["option-data"] = [{ name: "routers", data: "10.1.0.1", value: "10.1.0.1" }];
        subnet("south").range = "10.2.0.1 10.2.0.9";
      },
      says: [
        "error KEAHA060: north-dhcp4: Dhcp4 has domain, which Kea does not know there. Remove it, or keep it in user-context.",
        "error KEAHA060: north-dhcp4: Dhcp4 has pools, which Kea does not know there. It belongs into subnet.",
        "error KEAHA060: relationship north, north-dhcp4: option routers of subnet 10.1.0.0/24 (id 1) has value, which Kea does not know there. Use data.",
        "error KEAHA060: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) has pd-pools, which kea-dhcp4 does not know there. It belongs to DHCPv6: remove it.",
        "error KEAHA060: relationship south, south-dhcp4: subnet 10.2.0.0/24 (id 2) has range, which Kea does not know there. Use pools.",
      ],
    },
    {
      finds: "keys of newer lines in an older one",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp, subnet }) => {
        const { ["control-socket"]: socket } = dhcp("north");
        dhcp("north")["control-sockets"] = [socket];
        delete dhcp("north")["control-socket"];
        subnet("north")["client-classes"] = ["ALL"];
        subnet("south")["ddns-ttl"] = 60;
      },
      says: [
        "error KEAHA060: north-dhcp4: Dhcp4 has control-sockets, which Kea 2.6 does not know there. That is the spelling of 3.0: use control-socket, a map of one unix socket, or a newer Kea.",
        "error KEAHA060: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) has client-classes, which Kea 2.6 does not know there. That is the spelling of 3.0: use client-class, or a newer Kea.",
        "error KEAHA060: relationship south, south-dhcp4: subnet 10.2.0.0/24 (id 2) has ddns-ttl, which Kea 2.6 does not know there. It is known since 3.0: remove it, or use a newer Kea.",
      ],
    },
    {
      finds: "the new spelling beside the old one, in a line that knows only that one",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["control-sockets"] = [dhcp("north")["control-socket"]];
        Object.assign(subnet("north"), { "client-class": "ALL", "client-classes": ["ALL"] });
        Object.assign(subnet("south"), {
          "require-client-classes": ["a"],
          "evaluate-additional-classes": ["a"],
        });
        dhcp("south")["client-classes"] = [
          { name: "a", "only-if-required": true, "only-in-additional-list": true },
        ];
      },
      says: [
        "error KEAHA060: north-dhcp4: Dhcp4 has control-sockets, which Kea 2.6 does not know there. Remove it: control-socket says it.",
        "error KEAHA060: south-dhcp4: class a has only-in-additional-list, which Kea 2.6 does not know there. Remove it: only-if-required says it.",
        "error KEAHA060: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) has client-classes, which Kea 2.6 does not know there. Remove it: client-class says it.",
        "error KEAHA060: relationship south, south-dhcp4: subnet 10.2.0.0/24 (id 2) has evaluate-additional-classes, which Kea 2.6 does not know there. Remove it: require-client-classes says it.",
      ],
    },
    {
      finds: "the name of a member beside a user-context, and where no subnet has it",
      breaks: ({ dhcp, subnet }) => {
        const context = subnet("hub", 1)["user-context"];
        Object.assign(subnet("hub", 1), context, { "user-context": {} });
        dhcp("north").subnet4[0].pools[0]["ha-server-name"] = "north.north";
      },
      says: [
        "error KEAHA060: hub-dhcp4: subnet 10.2.0.0/24 (id 2) has ha-server-name, which Kea does not know there. It belongs into its user-context.",
        "error KEAHA060: relationship north, north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) has ha-server-name, which Kea does not know there. It belongs into the user-context of a subnet or a shared network.",
      ],
    },
    {
      finds: "a configuration of the other family in a map of the wrong name, once",
      family: Family.V6,
      breaks: ({ servers }) => {
        const { servers: v4 } = soundFleet(Family.V4);
        servers[1]!.config.Dhcp6 = { ...v4[1]!.config.Dhcp4, authoritative: true };
      },
      says: [
        "error KEAHA060: north-dhcp6: Dhcp6 has subnet4, which kea-dhcp6 does not know. It looks like a configuration of kea-dhcp4: name the outermost map Dhcp4.",
      ],
    },
    {
      finds: "the other family's list of subnets around prefixes of this one, wherever it is",
      breaks: ({ dhcp }) => {
        const [hub, north, south] = [dhcp("hub"), dhcp("north"), dhcp("south")];
        hub["shared-networks"] = [{ name: "floor", subnet6: hub.subnet4.splice(1) }];
        north.subnet6 = north.subnet4;
        delete north.subnet4;
        south["shared-networks"] = [
          { name: "attic", subnet4: [], subnet6: [{ id: 7, subnet: "10.7.0.0/24" }] },
        ];
      },
      says: [
        "error KEAHA060: hub-dhcp4: shared network floor has subnet6, which kea-dhcp4 does not know there. Write subnet4.",
        "error KEAHA060: north-dhcp4: Dhcp4 has subnet6, which kea-dhcp4 does not know there. Write subnet4.",
        "error KEAHA060: south-dhcp4: shared network attic has subnet6, which kea-dhcp4 does not know there. Move its subnets to subnet4.",
      ],
    },
    {
      finds:
        "the other family's list of subnets, empty, beside the own one, or with prefixes that cannot be read",
      breaks: ({ dhcp }) => {
        const [hub, north, south] = [dhcp("hub"), dhcp("north"), dhcp("south")];
        hub.subnet6 = [{ id: 7, subnet: "2001:db8:7::/64" }];
        north.subnet6 = [];
        delete north.subnet4;
        south.subnet6 = [{ id: 2, subnet: "x" }];
        delete south.subnet4;
      },
      says: [
        "error KEAHA060: hub-dhcp4: Dhcp4 has subnet6, which kea-dhcp4 does not know there. It belongs to DHCPv6: remove it.",
        "error KEAHA060: north-dhcp4: Dhcp4 has subnet6, which kea-dhcp4 does not know there. It belongs to DHCPv6: remove it.",
        "error KEAHA060: south-dhcp4: Dhcp4 has subnet6, which kea-dhcp4 does not know there. Write subnet4, or name the outermost map Dhcp6.",
      ],
    },
    {
      finds: "what belongs to an HTTP socket in a unix one of a line that has no other",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-socket"]["socket-port"] = 8080;
      },
      says: [
        "error KEAHA060: north-dhcp4: the unix control socket has socket-port, which Kea 2.6 does not know there. It is known since 3.0: remove it, or use a newer Kea.",
      ],
    },
    {
      finds: "a key that Kea has dropped, and one in camel case",
      breaks: ({ dhcp }) => {
        dhcp("north")["reservation-mode"] = "all";
        dhcp("north").validLifetime = 600;
      },
      says: [
        "error KEAHA060: north-dhcp4: Dhcp4 has reservation-mode, which Kea does not know there. Use reservations-global, reservations-in-subnet and reservations-out-of-pool.",
        "error KEAHA060: north-dhcp4: Dhcp4 has validLifetime, which Kea does not know there. Did you mean valid-lifetime?",
      ],
    },
    {
      finds: "parameters that a hook library does not know, where it minds",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"].push(
          { library: "libdhcp_ping_check.so", parameters: { "ping-timeout": 100 } },
          {
            library: "libdhcp_flex_option.so",
            parameters: {
              comment: "",
              options: [
                { code: 67, superseed: "'a'" },
                { code: 67, add: "'a'", "user-context": {} },
              ],
            },
          },
        );
      },
      says: [
        "error KEAHA060: north-dhcp4: libdhcp_ping_check.so has ping-timeout, which Kea does not know there. Remove it: a hook library takes enable-ping-check, min-ping-requests, ping-channel-threads, ping-cltt-secs and reply-timeout there.",
        "error KEAHA060: north-dhcp4: option 67 of libdhcp_flex_option.so has superseed, which Kea does not know there. Did you mean supersede?",
        "error KEAHA060: north-dhcp4: option 67 of libdhcp_flex_option.so has user-context, which Kea does not know there. Remove it: a hook library takes add, client-class, code, comment, csv-format, name, remove, space, sub-options and supersede there.",
      ],
    },
    {
      finds: "other programs of Kea's in one file, once",
      breaks: ({ servers }) => {
        for (const root of ["Control-agent", "Dhcp6", "DhcpDdns"]) servers[1]!.config[root] = {};
      },
      says: [
        "error KEAHA060: north-dhcp4: Control-agent, Dhcp6 and DhcpDdns stand beside Dhcp4. Each server reads a file of its own: put them into others.",
      ],
    },
    {
      finds: "settings of updates of DNS by the names, or at the place, that they had once",
      breaks: ({ dhcp }) => {
        dhcp("north")["dhcp-ddns"] = {
          "enable-updates": true,
          "qualifying-suffix": "example.com.",
          "override-no-update": true,
          "tsig-keys": [],
        };
        dhcp("south").subnet4[0].relay = { "ip-address": "10.2.255.1" };
      },
      says: [
        "error KEAHA060: north-dhcp4: dhcp-ddns has override-no-update, which Kea does not know there. Use ddns-override-no-update, beside dhcp-ddns.",
        "error KEAHA060: north-dhcp4: dhcp-ddns has qualifying-suffix, which Kea does not know there. Use ddns-qualifying-suffix, beside dhcp-ddns.",
        "error KEAHA060: north-dhcp4: dhcp-ddns has tsig-keys, which Kea does not know there. Move it into DhcpDdns, the file of kea-dhcp-ddns.",
        "error KEAHA060: relationship south, south-dhcp4: relay of subnet 10.2.0.0/24 (id 2) has ip-address, which Kea does not know there. Use ip-addresses, a list.",
      ],
    },
    {
      finds: "parameters that stand beside a hook library's parameters",
      breaks: ({ dhcp }) => {
        const hooks = dhcp("north")["hooks-libraries"];
        hooks[0]["high-availability"] = hooks[0].parameters["high-availability"];
        delete hooks[0].parameters;
        hooks.push(
          { library: "libdhcp_run_script.so", name: "/x", synch: true },
          { library: "libdhcp_stat_cmds.so", anything: 1 },
          { library: "libdhcp_ha.so", peers: [] },
        );
      },
      says: [
        "error KEAHA060: north-dhcp4: hook library libdhcp_ha.so has high-availability, which Kea does not know there. It belongs into parameters.",
        "error KEAHA060: north-dhcp4: hook library libdhcp_run_script.so has name, which Kea does not know there. It belongs into parameters.",
        "error KEAHA060: north-dhcp4: hook library libdhcp_run_script.so has synch, which Kea does not know there. It belongs into parameters, as sync.",
        "error KEAHA060: north-dhcp4: hook library libdhcp_stat_cmds.so has anything, which Kea does not know there. Remove it: a hook library takes library and parameters there.",
        "error KEAHA060: north-dhcp4: hook library libdhcp_ha.so has peers, which Kea does not know there. It belongs into an entry of high-availability, in parameters.",
      ],
    },
    {
      finds: "what stands beside the root",
      breaks: ({ servers }) => {
        servers[1]!.config.Logging = {};
        servers[1]!.config.extra = 1;
      },
      says: [
        "error KEAHA060: north-dhcp4: Logging stands beside Dhcp4. Use loggers, inside the Dhcp4 or Dhcp6 map.",
        "error KEAHA060: north-dhcp4: extra stands beside Dhcp4. Kea takes Dhcp4 alone: move it in, or out of the file.",
      ],
    },
    {
      finds: "keys inside databases, loggers, sockets, hooks and relays",
      breaks: ({ dhcp, subnet }) => {
        const north = dhcp("north");
        north["lease-database"].filename = "x";
        north.loggers[0].level = "INFO";
        north.loggers[0]["output-options"][0].file = "x";
        north["control-sockets"][0].port = 1;
        north["hooks-libraries"][1].params = {};
        north["interfaces-config"].interface = "eth0";
        subnet("north").relay["ip-address"] = "10.9.9.9";
      },
      says: [
        "error KEAHA060: north-dhcp4: the unix control socket has port, which Kea does not know there. Use socket-port.",
        "error KEAHA060: north-dhcp4: hook library libdhcp_lease_cmds.so has params, which Kea does not know there. Use parameters.",
        "error KEAHA060: north-dhcp4: interfaces-config has interface, which Kea does not know there. Did you mean interfaces?",
        "error KEAHA060: north-dhcp4: lease-database has filename, which Kea does not know there. Use name.",
        "error KEAHA060: north-dhcp4: logger kea-dhcp4 has level, which Kea does not know there. Use severity.",
        "error KEAHA060: north-dhcp4: output stdout of logger kea-dhcp4 has file, which Kea does not know there. Use output.",
        "error KEAHA060: relationship north, north-dhcp4: relay of subnet 10.1.0.0/24 (id 1) has ip-address, which Kea does not know there. Use ip-addresses, a list.",
      ],
    },
  ],
  [
    {
      allows: "anything in a user context or in hook parameters",
      breaks: ({ dhcp, subnet }) => {
        subnet("north")["user-context"].anything = { goes: 1 };
        dhcp("north")["hooks-libraries"].push({ library: "libdhcp_flex_id.so", parameters: { any: 1 } });
        dhcp("north")["dhcp-queue-control"] = { "enable-queue": true, anything: 1 };
      },
    },
    {
      allows: "keys of any line, where the line is not known",
      breaks: ({ dhcp, servers }) => {
        for (const server of servers) Object.assign(server, { kea: undefined });
        dhcp("north")["adaptive-lease-time-threshold"] = 0.5;
        dhcp("north").loggers[0].output_options = dhcp("north").loggers[0]["output-options"];
        delete dhcp("north").loggers[0]["output-options"];
      },
    },
    {
      allows: "what belongs to an HTTP socket, in a line that has none and says so",
      kea: KeaVersion.V2_6,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-socket"] = {
          "socket-type": "https",
          "socket-address": "10.1.0.1",
          "socket-port": 8080,
          "cert-file": "/etc/kea/cert.pem",
          authentication: { type: "basic", clients: [{ user: "a", "password-file": "/etc/kea/p" }] },
        };
      },
    },
    {
      allows: "the single control socket, up to 3.2",
      kea: KeaVersion.V3_2,
      breaks: ({ dhcp }) => {
        dhcp("north")["control-socket"] = dhcp("north")["control-sockets"][0];
        delete dhcp("north")["control-sockets"];
      },
    },
  ],
);
