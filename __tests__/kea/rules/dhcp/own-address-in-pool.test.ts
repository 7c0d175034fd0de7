import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { ownAddressInPool } from "../../../../kea/rules/dhcp/own-address-in-pool";
import { describeRule } from "../describe-rule";
import { only, onMember, pair, undeclared } from "../ha/members";
import type { Loose, SoundFleet } from "../sound";

const HOSTS = ["north", "hub", "backup"] as const;

/** Changes the north relationship's subnet wherever it is. */
function inSubnet(fleet: SoundFleet, change: (subnet: Loose, dhcp: Loose) => void): void {
  for (const host of HOSTS) change(fleet.subnet(host), fleet.dhcp(host));
}

const routers = (data: unknown, more: object = {}): Loose => ({ name: "routers", data, ...more });

/** A hub inside the pool of a spoke. */
const hubInside = (fleet: SoundFleet) => onMember(fleet, "north.hub", { url: "http://10.1.0.11:8000/" });

describeRule(
  ownAddressInPool,
  [
    {
      finds: "a pool with the addresses of a member and of the router, copied by all members",
      breaks: (fleet) => {
        hubInside(fleet);
        inSubnet(fleet, (subnet) => {
          subnet.pools = [{ pool: "10.1.0.10-10.1.0.254" }];
          subnet["option-data"] = [routers("10.1.0.254")];
        });
      },
      mended: (fleet) => {
        hubInside(fleet);
        inSubnet(fleet, (subnet) => {
          subnet.pools = [{ pool: "10.1.0.12-10.1.0.253" }];
          subnet["option-data"] = [routers("10.1.0.254")];
        });
      },
      says: [
        "warning KEAHA161: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.254 of subnet 10.1.0.0/24 (id 1) has 10.1.0.11, which is north.hub's, and 10.1.0.254, which is a router's. Leave them out of the pool.",
      ],
    },
    {
      finds: "a server's own address",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        fleet.subnet("north").pools = [{ pool: "10.1.0.0/24" }];
      },
      says: [
        "warning KEAHA161: relationship north.north+north.hub, north-dhcp4: pool 10.1.0.0/24 of subnet 10.1.0.0/24 (id 1) has 10.1.0.1, which is north.north's. Leave it out of the pool.",
      ],
    },
    {
      finds: "a member's address in DHCPv6",
      family: Family.V6,
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://[2001:DB8:1::1001]:8000/" });
      },
      says: [
        "warning KEAHA161: relationship north, hub-dhcp6: pool 2001:db8:1::1000-2001:db8:1::ffff of subnet 2001:db8:1::/64 (id 1) has 2001:db8:1::1001, which is north.north's. Leave it out of the pool.",
      ],
    },
    {
      finds: "a router that a pool, a shared network or the whole server tells of, on a server without HA",
      breaks: (fleet) => {
        only(fleet, "north");
        undeclared(fleet);
        const dhcp = fleet.dhcp("north");
        dhcp["hooks-libraries"] = [];
        dhcp["option-data"] = [{ code: 3, data: "10.4.0.1,10.5.0.1" }];
        const pools = (third: number, more: object = {}) => ({
          id: third,
          subnet: `10.${third}.0.0/24`,
          pools: [{ pool: `10.${third}.0.0/24`, ...more }],
        });
        dhcp.subnet4 = [pools(1, { "option-data": [routers("10.1.0.9, 10.1.0.8")] }), pools(4)];
        dhcp["shared-networks"] = [
          { name: "campus", "option-data": [routers("10.6.0.1")], subnet4: [pools(5), pools(6)] },
        ];
      },
      says: [
        "warning KEAHA161: north-dhcp4: pool 10.6.0.0/24 of subnet 10.6.0.0/24 (id 6) of shared network campus has 10.6.0.1, which is a router's. Leave it out of the pool.",
        "warning KEAHA161: north-dhcp4: pool 10.1.0.0/24 of subnet 10.1.0.0/24 (id 1) has 10.1.0.8, which is a router's, and 10.1.0.9, which is a router's. Leave them out of the pool.",
        "warning KEAHA161: north-dhcp4: pool 10.4.0.0/24 of subnet 10.4.0.0/24 (id 4) has 10.4.0.1, which is a router's. Leave it out of the pool.",
      ],
    },
    {
      finds: "the router of all clients, beside one for a class",
      breaks: (fleet) => {
        inSubnet(fleet, (subnet, dhcp) => {
          dhcp["option-data"] = [routers("10.1.0.20", { "client-classes": [] })];
          subnet["option-data"] = [routers("10.1.0.30", { "client-classes": ["phones"] })];
        });
      },
      says: [
        "warning KEAHA161: relationship north, hub-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) has 10.1.0.20, which is a router's. Leave it out of the pool.",
      ],
    },
  ],
  [
    {
      allows: "addresses that are reserved, in the subnet or for the whole server",
      breaks: (fleet) => {
        hubInside(fleet);
        inSubnet(fleet, (subnet, dhcp) => {
          subnet["option-data"] = [routers("10.1.0.20")];
          subnet.reservations = [{ "hw-address": "00:00:00:00:00:01", "ip-address": "10.1.0.11" }];
          dhcp.reservations = [{ "hw-address": "00:00:00:00:00:02", "ip-address": "10.1.0.20" }];
        });
      },
    },
    {
      allows: "a reserved address in DHCPv6",
      family: Family.V6,
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { url: "http://[2001:db8:1::1001]:8000/" });
        inSubnet(fleet, (subnet) => {
          subnet.reservations = [{ duid: "00:01", "ip-addresses": ["2001:db8:1::1001"] }];
        });
      },
    },
    {
      allows: "an outer router where the subnet has another, as text or as bytes",
      breaks: (fleet) => {
        inSubnet(fleet, (subnet, dhcp) => {
          dhcp["option-data"] = [routers("10.1.0.20,10.2.0.20")];
          subnet["option-data"] = [routers("10.1.0.254")];
        });
        for (const host of ["south", "hub", "backup"] as const)
          fleet.subnet(host, host === "south" ? 0 : 1)["option-data"] = [
            { code: 3, data: "0a020014", "csv-format": false },
          ];
      },
    },
    {
      allows: "a router that is never told",
      breaks: (fleet) => {
        inSubnet(fleet, (subnet) => {
          subnet["option-data"] = [{ ...routers("10.1.0.20"), "never-send": true }];
        });
      },
    },
    {
      allows: "a member of another relationship, and one on all addresses of its host",
      breaks: (fleet) => {
        onMember(fleet, "south.hub", { url: "http://10.1.0.20:8001/" });
        fleet.ha("north").peers[0].url = "http://0.0.0.0:8000/";
        inSubnet(fleet, (subnet) => {
          subnet.pools.push({ pool: "0.0.0.0-0.0.0.9" }, { pool: "127.0.0.0/8" });
        });
        onMember(fleet, "north.backup", { url: "http://127.0.0.1:8000/" });
      },
    },
    {
      allows: "what is not known yet, or cannot be read",
      breaks: (fleet) => {
        hubInside(fleet);
        inSubnet(fleet, (subnet, dhcp) => {
          dhcp["option-data"] = [routers("10.1.0.20,10.2.0.20")];
          subnet.pools = [{ pool: "10.1.0.250-10.1.0.10" }, { pool: UNKNOWN }];
        });
        for (const host of ["south", "hub", "backup"] as const)
          fleet.subnet(host, host === "south" ? 0 : 1).pools = [
            { pool: "10.2.0.10-10.2.0.99", "option-data": [routers(UNKNOWN)] },
            { pool: "10.2.0.100-10.2.0.199", "option-data": [routers("10.2.0.100", { name: UNKNOWN })] },
            { pool: "10.2.0.200-10.2.0.250", "option-data": [routers("10.2.0.x, 2001:db8::1")] },
          ];
      },
    },
    {
      allows: "a pool whose options or reservations are not known yet",
      breaks: (fleet) => {
        inSubnet(fleet, (subnet, dhcp) => {
          dhcp["option-data"] = [routers("10.1.0.20,10.2.0.20")];
          subnet["option-data"] = UNKNOWN;
        });
        for (const host of ["south", "hub", "backup"] as const)
          fleet.subnet(host, host === "south" ? 0 : 1).reservations = [UNKNOWN];
        fleet.dhcp("south")["option-data"] = [routers("10.2.0.20")];
      },
    },
  ],
);
