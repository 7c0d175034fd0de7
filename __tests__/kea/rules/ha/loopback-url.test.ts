import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { loopbackUrl } from "../../../../kea/rules/ha/loopback-url";
import { describeRule } from "../describe-rule";
import { dialledElsewhere, everywhere, only, pair, said } from "./members";

describeRule(
  loopbackUrl,
  [
    {
      finds: "a server that listens where only itself can dial",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[0].url = "http://127.0.0.1:8000/";
      },
      says: [
        "error KEAHA101: relationship north.north+north.hub, north-dhcp4: it listens at http://127.0.0.1:8000/, a loopback address, and other members are elsewhere. Use the address of the member's host at which its partners reach it.",
      ],
    },
    {
      finds: "a partner on the loopback of the server that dials it, in one file",
      family: Family.V6,
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        fleet.ha("north").peers[1].url = "http://[::1]:8000/";
      },
      says: [
        "error KEAHA101: relationship north.north+north.hub, north-dhcp6: it dials north.hub at http://[::1]:8000/, a loopback address: that is itself. Use the address of the member's host at which its partners reach it.",
      ],
    },
    {
      finds: "each of two servers on its own loopback, once",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[0].url = "http://127.8.0.1:8000/";
        fleet.ha("hub").peers[1].url = "http://[::ffff:127.0.0.1]:8000/";
      },
      says: [
        "error KEAHA101: relationship north.north+north.hub, hub-dhcp4: it listens at http://[::ffff:127.0.0.1]:8000/, a loopback address, and other members are elsewhere. Use the address of the member's host at which its partners reach it.",
        "error KEAHA101: relationship north.north+north.hub, north-dhcp4: it listens at http://127.8.0.1:8000/, a loopback address, and other members are elsewhere. Use the address of the member's host at which its partners reach it.",
      ],
    },
    {
      finds: "one copied entry once",
      breaks: (fleet) => {
        for (const { peers } of said(fleet, "north")) peers[2].url = "http://127.0.0.1:8002/";
        for (const server of fleet.servers) Object.assign(server, { addresses: undefined });
      },
      says: [
        "error KEAHA101: relationship north, backup-dhcp4: it listens at http://127.0.0.1:8002/, a loopback address, and other members are elsewhere. Use the address of the member's host at which its partners reach it.",
      ],
    },
    {
      finds: "a partner on loopback at the port at which the server itself listens on all addresses",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        const { peers } = fleet.ha("north");
        peers[0].url = "http://[::]:8000/";
        peers[1].url = "http://127.0.0.1:8000/";
      },
      says: [
        "error KEAHA101: relationship north.north+north.hub, north-dhcp4: it dials north.hub at http://127.0.0.1:8000/, a loopback address: that is itself. Use the address of the member's host at which its partners reach it.",
      ],
    },
    {
      finds: "the same of two servers that copied it, each with its partner",
      breaks: (fleet) => {
        pair(fleet);
        const urls = ["http://0.0.0.0:8000/", "http://127.0.0.1:8000/"];
        fleet.ha("north").peers.forEach((peer: { url: string }, index: number) => (peer.url = urls[index]!));
        fleet
          .ha("hub")
          .peers.forEach((peer: { url: string }, index: number) => (peer.url = urls[1 - index]!));
      },
      says: [
        "error KEAHA101: relationship north.north+north.hub, hub-dhcp4: it dials north.north at http://127.0.0.1:8000/, a loopback address: that is itself. Use the address of the member's host at which its partners reach it.",
        "error KEAHA101: relationship north.north+north.hub, north-dhcp4: it dials north.hub at http://127.0.0.1:8000/, a loopback address: that is itself. Use the address of the member's host at which its partners reach it.",
      ],
    },
    {
      finds: "a listener on loopback that its partner dials elsewhere, at the same port",
      breaks: (fleet) => {
        const [north, hub] = ["http://192.168.1.2:8001/", "http://192.168.1.3:8001/"];
        dialledElsewhere(fleet, ["http://127.0.0.1:8001/", hub!], [north!, hub!]);
      },
      says: [
        "error KEAHA101: relationship north.north+north.hub, north-dhcp4: it listens at http://127.0.0.1:8001/, a loopback address, and other members are elsewhere. Use the address of the member's host at which its partners reach it.",
      ],
    },
    {
      finds: "a listener on loopback that only one of those that call it dials at another port",
      breaks: (fleet) => {
        for (const { peers } of said(fleet, "north")) peers[2].url = "http://10.0.0.9:8000/";
        fleet.ha("backup").peers[2].url = "http://127.0.0.1:8000/";
        fleet.ha("north").peers[2].url = "http://10.0.0.9:9000/";
        for (const server of fleet.servers) Object.assign(server, { addresses: undefined });
      },
      says: [
        "error KEAHA101: relationship north, backup-dhcp4: it listens at http://127.0.0.1:8000/, a loopback address, and other members are elsewhere. Use the address of the member's host at which its partners reach it.",
      ],
    },
  ],
  [
    {
      allows: "listeners on loopback that the partners dial elsewhere, at other ports: a proxy passes it on",
      breaks: (fleet) => {
        dialledElsewhere(
          fleet,
          ["http://127.0.0.1:8001/", "http://127.0.0.1:8001/"],
          ["https://192.168.1.2:8443/", "http://192.168.1.3:9001/"],
        );
      },
    },
    {
      allows: "a laboratory whose server listens on all addresses, at another port or of another family",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        const { peers } = fleet.ha("north");
        peers[0].url = "http://0.0.0.0:8000/";
        peers[1].url = "http://127.0.0.1:8001/";
        peers.push({ name: "third", url: "http://[::1]:8000/", role: "backup" });
      },
    },
    {
      allows: "what listens at its port for it: a control socket",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        const ha = fleet.ha("north");
        ha["multi-threading"] = { "http-dedicated-listener": false };
        ha.peers[0].url = "http://0.0.0.0:8000/";
        ha.peers[1].url = "http://127.0.0.1:8000/";
      },
    },
    {
      allows: "all members on one host",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const)
          for (const [index, peer] of fleet.ha(host).peers.entries())
            peer.url = `http://127.0.0.1:${8000 + index}/`;
      },
    },
    {
      allows: "a partner whose URL is not known yet, and a listener on all addresses",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        const { peers } = fleet.ha("north");
        peers[0].url = "http://127.0.0.1:8000/";
        peers[1].url = UNKNOWN;
      },
    },
    {
      allows: "a tunnel to a partner, which listens elsewhere at another port",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[1].url = "http://127.0.0.1:9000/";
      },
    },
    {
      allows: "a program beside the server that takes its lease updates as a backup",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const)
          fleet.ha(host).peers.push({ name: "monitor", url: "http://127.0.0.1:9000/", role: "backup" });
      },
    },
    {
      allows: "the primary of passive-backup, which nobody calls",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup" });
        for (const { peers } of said(fleet, "north")) peers[0].url = "http://127.0.0.1:8000/";
        for (const server of fleet.servers) Object.assign(server, { addresses: undefined });
      },
    },
    {
      allows: "an own URL at which the server does not listen by itself",
      breaks: (fleet) => {
        pair(fleet);
        const ha = fleet.ha("north");
        ha["multi-threading"] = { "http-dedicated-listener": false };
        ha.peers[0].url = "http://127.0.0.1:8000/";
      },
    },
  ],
);
