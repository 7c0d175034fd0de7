import { tlsDiffers } from "../../../../kea/rules/ha/tls-differs";
import { describeRule } from "../describe-rule";
import { dialledElsewhere, everywhere, only, onMember, TLS } from "./members";
import { throughSockets } from "./sockets";

describeRule(
  tlsDiffers,
  [
    {
      finds: "TLS on one side only",
      breaks: (fleet) => {
        Object.assign(fleet.ha("north"), TLS);
      },
      says: [
        "error KEAHA045: relationship north, north-dhcp4: TLS is on for north.north, north.hub and north.backup, and on hub-dhcp4 it is off. Give trust-anchor, cert-file and key-file on all servers, or on none.",
      ],
    },
    {
      finds: "a member that one server dials without TLS",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
        Object.assign(fleet.ha("hub").peers[0], { "trust-anchor": "", "cert-file": "", "key-file": "" });
      },
      says: [
        "error KEAHA045: relationship north, north-dhcp4: TLS is on for north.north, and on hub-dhcp4 it is off. Give trust-anchor, cert-file and key-file on all servers, or on none.",
      ],
    },
    {
      finds: "TLS at one end of a listener whose partner has a control socket instead",
      breaks: (fleet) => {
        throughSockets(fleet, TLS);
        delete fleet.ha("hub")["multi-threading"];
        fleet.dhcp("hub")["control-sockets"].pop();
        Object.assign(fleet.ha("hub"), TLS);
      },
      says: [
        "error KEAHA045: relationship north.north+north.hub, north-dhcp4: TLS is off for north.hub, and on hub-dhcp4 it is on. Give trust-anchor, cert-file and key-file on all servers, or on none.",
      ],
    },
    {
      finds: "TLS that one server alone has for the backup, at that server",
      breaks: (fleet) => {
        Object.assign(fleet.ha("hub").peers[2], TLS);
      },
      says: [
        "error KEAHA045: relationship north, hub-dhcp4: TLS is on for north.backup, and on north-dhcp4 it is off. Give trust-anchor, cert-file and key-file on all servers, or on none.",
      ],
    },
    {
      finds: "TLS that the backup alone has for itself",
      breaks: (fleet) => {
        Object.assign(fleet.ha("backup").peers[2], TLS);
      },
      says: [
        "error KEAHA045: relationship north, backup-dhcp4: TLS is on for north.backup, and on hub-dhcp4 it is off. Give trust-anchor, cert-file and key-file on all servers, or on none.",
      ],
    },
    {
      finds: "partners that disagree, where their backup says nothing of either",
      breaks: (fleet) => {
        Object.assign(fleet.ha("hub").peers[0], TLS);
      },
      says: [
        "error KEAHA045: relationship north, north-dhcp4: TLS is off for north.north, and on hub-dhcp4 it is on. Give trust-anchor, cert-file and key-file on all servers, or on none.",
      ],
    },
    {
      finds: "a server and its backup that disagree, where what their partner has is not known",
      breaks: (fleet) => {
        Object.assign(fleet.ha("hub"), { "trust-anchor": 1 });
        Object.assign(fleet.ha("north").peers[2], TLS);
      },
      says: [
        "error KEAHA045: relationship north, backup-dhcp4: TLS is off for north.backup, and on north-dhcp4 it is on. Give trust-anchor, cert-file and key-file on all servers, or on none.",
      ],
    },
    {
      finds: "TLS at one end only of a way to another address, which leads to no listener on loopback",
      breaks: (fleet) => {
        const dialled = ["http://192.168.1.2:18001/", "http://192.168.1.3:18001/"] as const;
        dialledElsewhere(fleet, ["http://172.17.0.2:8001/", "http://172.17.0.2:8001/"], dialled);
        Object.assign(fleet.ha("north").peers[1], TLS);
      },
      says: [
        "error KEAHA045: relationship north.north+north.hub, north-dhcp4: TLS is on for north.hub, and on hub-dhcp4 it is off. Give trust-anchor, cert-file and key-file on all servers, or on none.",
      ],
    },
    {
      finds: "TLS at one end of a tunnel, which passes on what it gets",
      breaks: (fleet) => {
        const listens = ["http://10.1.0.1:8000/", "https://10.0.0.1:8000/"] as const;
        dialledElsewhere(fleet, listens, ["http://127.0.0.1:18001/", "http://127.0.0.1:18000/"]);
        Object.assign(fleet.ha("hub"), TLS);
      },
      says: [
        "error KEAHA045: relationship north.north+north.hub, north-dhcp4: TLS is off for north.north and north.hub, and on hub-dhcp4 it is on. Give trust-anchor, cert-file and key-file on all servers, or on none.",
      ],
    },
  ],
  [
    {
      allows: "proxies in front of listeners on loopback that end TLS",
      breaks: (fleet) => {
        const dialled = ["https://192.168.1.2:8443/", "https://192.168.1.3:8443/"] as const;
        dialledElsewhere(fleet, ["http://127.0.0.1:8001/", "http://127.0.0.1:8001/"], dialled);
        for (const [host, other] of [["north", 1] as const, ["hub", 0] as const])
          Object.assign(fleet.ha(host).peers[other], TLS);
      },
    },
    {
      allows: "control sockets with TLS in place of listeners, with the files in the partner's entries alone",
      breaks: (fleet) => {
        throughSockets(fleet, TLS);
        Object.assign(fleet.ha("north").peers[1], TLS);
        Object.assign(fleet.ha("hub").peers[0], TLS);
      },
    },
    {
      allows: "a control socket with TLS at one of two servers, and a plain listener at the other",
      breaks: (fleet) => {
        throughSockets(fleet, TLS);
        delete fleet.ha("hub")["multi-threading"];
        fleet.dhcp("hub")["control-sockets"].pop();
        Object.assign(fleet.ha("hub").peers[0], TLS);
      },
    },
    {
      allows: "TLS on all sides",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
      },
    },
    {
      allows: "TLS for one member, agreed by all",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", TLS);
      },
    },
    {
      allows: "incomplete files, which are told elsewhere",
      breaks: (fleet) => {
        Object.assign(fleet.ha("north"), { "cert-file": "/c" });
      },
    },
    {
      allows: "https on one side without any files, which is told elsewhere",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
        onMember(fleet, "north.hub", { url: "https://10.0.0.1:8000/" });
        Object.assign(fleet.ha("hub").peers[1], { "trust-anchor": "", "cert-file": "", "key-file": "" });
      },
    },
    {
      allows: "a partner that is not known",
      breaks: (fleet) => {
        only(fleet, "north");
        Object.assign(fleet.ha("north"), TLS);
      },
    },
  ],
);
