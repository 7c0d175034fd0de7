import { UNKNOWN } from "../../../../kea/json";
import { socketTls } from "../../../../kea/rules/ha/socket-tls";
import { describeRule } from "../describe-rule";
import { only } from "./members";
import { pairEntries, throughAgents, throughSockets, TLS } from "./sockets";

const remedy = (taker: string) =>
  `Give trust-anchor, cert-file and key-file to the control sockets and to the members of all servers, or to none; or leave enable-multi-threading and http-dedicated-listener at true, and move ${taker} to another port.`;
const [REMEDY, AGENTS] = [remedy("the http control socket"), remedy("the control agent")];

describeRule(
  socketTls,
  [
    {
      finds: "partners that dial a socket with TLS, and have none",
      breaks: (fleet) => throughSockets(fleet, { ...TLS, "cert-required": false }),
      says: [
        `error KEAHA106: relationship north.north+north.hub, hub-dhcp4: it dials north.north without TLS, and the http control socket of north-dhcp4, which takes HA's messages there, has TLS. ${REMEDY}`,
        `error KEAHA106: relationship north.north+north.hub, north-dhcp4: it dials north.hub without TLS, and the http control socket of hub-dhcp4, which takes HA's messages there, has TLS. ${REMEDY}`,
      ],
    },
    {
      finds: "control agents with TLS, which partners dial without",
      breaks: (fleet) => throughAgents(fleet, { ...TLS, "cert-required": false }),
      says: [
        `error KEAHA106: relationship north.north+north.hub, hub-dhcp4: it dials north.north without TLS, and the control agent of north-dhcp4, which takes HA's messages there, has TLS. ${AGENTS}`,
        `error KEAHA106: relationship north.north+north.hub, north-dhcp4: it dials north.hub without TLS, and the control agent of hub-dhcp4, which takes HA's messages there, has TLS. ${AGENTS}`,
      ],
    },
    {
      finds: "the other way round, in one file",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        only(fleet, "hub");
        Object.assign(fleet.ha("hub"), TLS);
      },
      says: [
        `error KEAHA106: relationship north.north+north.hub, hub-dhcp4: the http control socket takes HA's messages and has no TLS, and the members are dialled with TLS. ${REMEDY}`,
      ],
    },
    {
      finds: "a socket with TLS whose server dials nobody with it, in one file",
      breaks: (fleet) => {
        throughSockets(fleet, TLS);
        only(fleet, "hub");
      },
      says: [
        `error KEAHA106: relationship north.north+north.hub, hub-dhcp4: the http control socket takes HA's messages and has TLS, and the members are dialled without TLS. ${REMEDY}`,
      ],
    },
  ],
  [
    {
      allows:
        "in one file, a socket with TLS, the partner dialled with it, and no files in the unused own entry",
      breaks: (fleet) => {
        throughSockets(fleet, TLS);
        only(fleet, "hub");
        Object.assign(fleet.ha("hub").peers[0], TLS);
      },
    },
    {
      allows: "in one file, a socket without TLS, and a partner that has it",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        only(fleet, "hub");
        Object.assign(fleet.ha("hub").peers[0], TLS);
      },
    },
    {
      allows: "TLS at both ends",
      breaks: (fleet) => {
        throughSockets(fleet, { ...TLS, "socket-type": "https" });
        for (const peer of pairEntries(fleet)) Object.assign(peer, TLS);
      },
    },
    {
      allows: "files that are not known yet, and a socket at another port",
      breaks: (fleet) => {
        throughSockets(fleet, TLS);
        const [, socket] = fleet.dhcp("north")["control-sockets"];
        Object.assign(socket, { "cert-file": UNKNOWN, "key-file": UNKNOWN });
        for (const key of Object.keys(TLS)) fleet.ha("hub").peers[0][key] = UNKNOWN;
        fleet.dhcp("hub")["control-sockets"][1]["socket-port"] = 9000;
      },
    },
  ],
);
