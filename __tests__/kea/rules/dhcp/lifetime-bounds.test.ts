import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { lifetimeBounds } from "../../../../kea/rules/dhcp/lifetime-bounds";
import { describeRule } from "../describe-rule";
import { inNetwork, onNorth } from "./members";

describeRule(
  lifetimeBounds,
  [
    {
      finds: "a minimum above the lifetime, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["valid-lifetime"] = 100;
          subnet["min-valid-lifetime"] = 200;
        }),
      says: [
        "error KEAHA065: relationship north, hub-dhcp4: valid-lifetime of subnet 10.1.0.0/24 (id 1) is 100, less than min-valid-lifetime 200. Make min-valid-lifetime <= valid-lifetime <= max-valid-lifetime, inherited values included.",
      ],
    },
    {
      finds: "bounds of preferred lifetimes without one",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["min-preferred-lifetime"] = 1000;
        dhcp("north")["max-preferred-lifetime"] = 2000;
      },
      says: [
        "error KEAHA065: north-dhcp6: min-preferred-lifetime and max-preferred-lifetime are set, and preferred-lifetime is not. Set preferred-lifetime, with min-preferred-lifetime <= preferred-lifetime <= max-preferred-lifetime, inherited values included.",
      ],
    },
    {
      finds: "a maximum below Kea's default",
      breaks: ({ dhcp }) => {
        dhcp("north")["max-valid-lifetime"] = 600;
      },
      says: [
        "error KEAHA065: north-dhcp4: valid-lifetime is 7200, Kea's default, more than max-valid-lifetime 600. Make min-valid-lifetime <= valid-lifetime <= max-valid-lifetime, inherited values included.",
      ],
    },
    {
      finds: "a lifetime out of the bounds that it inherits",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["min-valid-lifetime"] = 500;
        subnet("north")["valid-lifetime"] = 100;
      },
      says: [
        "error KEAHA065: relationship north, north-dhcp4: valid-lifetime of subnet 10.1.0.0/24 (id 1) is 100, less than min-valid-lifetime 500. Make min-valid-lifetime <= valid-lifetime <= max-valid-lifetime, inherited values included.",
      ],
    },
    {
      finds: "the same with a shared network between",
      breaks: (fleet) =>
        inNetwork(fleet, { "min-valid-lifetime": 500 }, (subnet) => (subnet["valid-lifetime"] = 100)),
      says: [
        "error KEAHA065: relationship north, hub-dhcp4: valid-lifetime of subnet 10.1.0.0/24 (id 1) of shared network campus is 100, less than min-valid-lifetime 500. Make min-valid-lifetime <= valid-lifetime <= max-valid-lifetime, inherited values included.",
      ],
    },
    {
      finds: "once a limit that several lifetimes are beyond, and one that a subnet has beyond it by itself",
      breaks: ({ dhcp, subnet }) => {
        Object.assign(dhcp("hub"), { "valid-lifetime": 4000, "max-valid-lifetime": 500 });
        Object.assign(subnet("hub"), { "valid-lifetime": 2500 });
        Object.assign(subnet("hub", 1), { "valid-lifetime": 400, "min-valid-lifetime": 450 });
      },
      says: [
        "error KEAHA065: hub-dhcp4: valid-lifetime is 4000, more than max-valid-lifetime 500. Make min-valid-lifetime <= valid-lifetime <= max-valid-lifetime, inherited values included.",
        "error KEAHA065: relationship south, hub-dhcp4: valid-lifetime of subnet 10.2.0.0/24 (id 2) is 400, less than min-valid-lifetime 450. Make min-valid-lifetime <= valid-lifetime <= max-valid-lifetime, inherited values included.",
      ],
    },
    {
      finds: "preferred lifetimes",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["preferred-lifetime"] = 200;
        dhcp("north")["min-preferred-lifetime"] = 300;
      },
      says: [
        "error KEAHA065: north-dhcp6: preferred-lifetime is 200, less than min-preferred-lifetime 300. Make min-preferred-lifetime <= preferred-lifetime <= max-preferred-lifetime, inherited values included.",
      ],
    },
    {
      finds: "a class with bounds and no lifetime",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [
          { name: "a", "min-valid-lifetime": 10, "max-valid-lifetime": 100 },
          { name: "b", "valid-lifetime": 5, "min-valid-lifetime": 10 },
        ];
      },
      says: [
        "error KEAHA065: north-dhcp4: min-valid-lifetime and max-valid-lifetime of class a are set, and valid-lifetime is not. Set valid-lifetime, with min-valid-lifetime <= valid-lifetime <= max-valid-lifetime.",
        "error KEAHA065: north-dhcp4: valid-lifetime of class b is 5, not between 10 and any. Set valid-lifetime, with min-valid-lifetime <= valid-lifetime <= max-valid-lifetime.",
      ],
    },
  ],
  [
    {
      allows: "one bound of a preferred lifetime that is not set, and says nothing of what is no lifetime",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["min-preferred-lifetime"] = 65535;
        dhcp("south")["max-valid-lifetime"] = -1;
      },
    },
    {
      allows: "one lifetime for all",
      breaks: ({ dhcp }) => {
        Object.assign(dhcp("north"), {
          "min-valid-lifetime": 600,
          "valid-lifetime": 600,
          "max-valid-lifetime": 600,
        });
      },
    },
    {
      allows: "a class with one bound",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "a", "min-valid-lifetime": 100000 }];
      },
    },
    {
      allows: "what is known only at apply",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["valid-lifetime"] = UNKNOWN;
        subnet("north")["min-valid-lifetime"] = 100000;
      },
    },
  ],
);
