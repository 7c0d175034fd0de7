import { UNKNOWN } from "../../../../kea/json";
import { partnerAtHome } from "../../../../kea/rules/ha/partner-at-home";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { only, pair, said, undeclared } from "./members";

/** The hub's file alone, as somebody else wrote it. */
function hubAlone(fleet: SoundFleet) {
  undeclared(fleet);
  only(fleet, "hub");
  return fleet.ha("hub");
}

const ITSELF =
  "and at that address this server itself listens as south.hub. Name in this-server-name the member that is this server, and give each member the address of its own host.";

describeRule(
  partnerAtHome,
  [
    {
      finds: "a hub that has copied its spoke's name, so that it would listen at the spoke's address",
      breaks: (fleet) => {
        hubAlone(fleet)["this-server-name"] = "north.north";
      },
      says: [
        `warning KEAHA188: relationship north.north+north.hub+north.backup, hub-dhcp4: north.hub has URL http://10.0.0.1:8000/, ${ITSELF}`,
      ],
    },
    {
      finds: "the URLs of a hub and its spoke swapped",
      breaks: (fleet) => {
        const { peers } = hubAlone(fleet);
        [peers[0].url, peers[1].url] = [peers[1].url, peers[0].url];
      },
      says: [
        `warning KEAHA188: relationship north.north+north.hub+north.backup, hub-dhcp4: north.north has URL http://10.0.0.1:8000/, ${ITSELF}`,
      ],
    },
    {
      finds: "the hub's own address for a spoke, at a port that it has not",
      breaks: (fleet) => {
        hubAlone(fleet).peers[0].url = "http://10.0.0.1:8009/";
      },
      says: [
        `warning KEAHA188: relationship north.north+north.hub+north.backup, hub-dhcp4: north.north has URL http://10.0.0.1:8009/, ${ITSELF}`,
      ],
    },
    {
      finds: "it on all servers alike, once",
      breaks: (fleet) => {
        for (const { peers } of said(fleet, "north")) peers[0].url = "http://10.0.0.1:8009/";
        undeclared(fleet);
      },
      says: [
        `warning KEAHA188: relationship north.north+north.hub+north.backup, hub-dhcp4: north.north has URL http://10.0.0.1:8009/, ${ITSELF}`,
      ],
    },
    {
      finds: "a backup that calls itself by the name of a server that it records for, once",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "backup");
        fleet.ha("backup")["this-server-name"] = "north.hub";
      },
      says: [
        `warning KEAHA188: relationship north.north+north.hub+north.backup, backup-dhcp4: north.backup has URL http://10.0.0.9:8000/, and at that address this server itself listens as south.backup. Name in this-server-name the member that is this server, and give each member the address of its own host.`,
      ],
    },
  ],
  [
    {
      allows: "servers that run on one host for a test, at many ports",
      breaks: (fleet) => {
        for (const side of [hubAlone(fleet), fleet.ha("hub", 1)])
          for (const [index, peer] of side.peers.entries())
            peer.url = `http://192.0.2.1:${Number(new URL(peer.url).port) + 10 * index}/`;
      },
    },
    {
      allows: "the same on loopback, beside a spoke elsewhere",
      breaks: (fleet) => {
        hubAlone(fleet);
        const [, hub] = fleet.ha("hub").peers;
        hub.url = "http://127.0.0.1:8000/";
        fleet.ha("hub", 1).peers[0].url = "http://127.0.0.1:8009/";
      },
    },
    {
      allows: "a pair on one host",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) fleet.ha(host).peers[0].url = "http://10.0.0.1:8009/";
      },
    },
    {
      allows: "the address that the server has for its own by mistake: by another one's name, or URL",
      breaks: (fleet) => {
        fleet.ha("hub")["this-server-name"] = "north.backup";
        fleet.ha("hub", 1).peers[1].url = fleet.ha("hub", 1).peers[0].url;
      },
    },
    {
      allows: "its own address under its own name, which is there twice",
      breaks: ({ ha }) => {
        ha("hub").peers[0].name = "north.hub";
      },
    },
    {
      allows: "a URL that its own server has otherwise, which is told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north");
        fleet.ha("hub").peers[0].url = "http://10.0.0.1:8009/";
      },
    },
    {
      allows: "a name that two servers call themselves by, which is told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north");
        fleet.ha("hub")["this-server-name"] = "north.north";
      },
    },
    {
      allows: "a URL that the server has for itself in another relationship: told as one of two members",
      breaks: (fleet) => {
        hubAlone(fleet).peers[0].url = fleet.ha("hub", 1).peers[1].url;
      },
    },
    {
      allows: "the address of a server that listens at all of its own",
      breaks: (fleet) => {
        hubAlone(fleet);
        for (const index of [0, 1]) fleet.ha("hub", index).peers[1].url = `http://0.0.0.0:${8000 + index}/`;
        fleet.ha("hub").peers[0].url = "http://10.0.0.1:8009/";
      },
    },
    {
      allows: "addresses that are not known yet, and a partner that a backup does not call",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "backup");
        fleet.ha("hub").peers[0].url = UNKNOWN;
        fleet.ha("hub", 1).peers[0].url = UNKNOWN;
        fleet.ha("backup").peers[0].url = "http://10.0.0.9:8009/";
      },
    },
  ],
);
