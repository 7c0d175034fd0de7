import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { relationshipUnknown } from "../../../../kea/rules/ha/relationship-unknown";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { only, undeclared } from "./members";

/** Files of a hub and two spokes, of which the hub's lacks the relationship of one. */
function forget(fleet: SoundFleet): void {
  undeclared(fleet);
  only(fleet, "hub", "north", "south");
  fleet.dhcp("hub")["hooks-libraries"][0].parameters["high-availability"].length = 1;
  const dhcp = fleet.dhcp("hub");
  (dhcp.subnet4 ?? dhcp.subnet6).length = 1;
}

const found = (family: string, url: string) =>
  `warning KEAHA178: relationship south.south+south.hub+south.backup, south-${family}: south.hub is at ${url}, and hub-${family}, which is at that address, does not know the relationship. Add the relationship to hub-${family}; if that is another server at the same address, check its file as well.`;

describeRule(
  relationshipUnknown,
  [
    {
      finds: "a hub that does not know a spoke",
      breaks: forget,
      says: [found("dhcp4", "http://10.0.0.1:8001/")],
    },
    {
      finds: "the same in DHCPv6, and with the spoke's subnet on the hub",
      family: Family.V6,
      breaks: (fleet) => {
        forget(fleet);
        const subnet = structuredClone(fleet.subnet("south"));
        delete subnet["user-context"];
        fleet.dhcp("hub").subnet6.push(subnet);
      },
      says: [found("dhcp6", "http://10.0.0.1:8001/")],
    },
  ],
  [
    { allows: "a hub that knows all", breaks: undeclared },
    {
      allows: "a hub whose file is not there",
      breaks: (fleet) => {
        forget(fleet);
        only(fleet, "south", "north");
      },
    },
    {
      allows: "a hub of whose relationships one is known at apply only",
      breaks: (fleet) => {
        forget(fleet);
        fleet.dhcp("hub")["hooks-libraries"][0].parameters["high-availability"].push(UNKNOWN);
      },
    },
    {
      allows: "a laboratory on loopback",
      breaks: (fleet) => {
        forget(fleet);
        for (const name of ["north.hub", "south.hub"])
          for (const host of ["hub", "north", "south"] as const)
            for (const peer of fleet.ha(host).peers)
              if (peer.name === name) peer.url = peer.url.replace("10.0.0.1", "127.0.0.1");
      },
    },
    {
      allows: "what its subnet's ha-server-name tells already, by whichever member",
      breaks: (fleet) => {
        forget(fleet);
        fleet.dhcp("hub").subnet4.push(structuredClone(fleet.subnet("south")));
        fleet.subnet("hub", 1)["user-context"]["ha-server-name"] = "south.south";
      },
    },
    {
      allows: "what its subnet's ha-server-name tells already",
      breaks: (fleet) => {
        forget(fleet);
        fleet.dhcp("hub").subnet4.push(structuredClone(fleet.subnet("south")));
        fleet.subnet("hub", 1)["user-context"]["ha-server-name"] = "south.hub";
      },
    },
  ],
);
