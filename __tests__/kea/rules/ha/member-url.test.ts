import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { memberUrl } from "../../../../kea/rules/ha/member-url";
import { describeRule } from "../describe-rule";
import { only, onMember, undeclared } from "./members";

describeRule(
  memberUrl,
  [
    {
      finds: "a name where an address is needed",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://north.example:8000/" });
      },
      says: [
        "error KEAHA008: relationship north, north-dhcp4: the URL http://north.example:8000/ of north.north has north.example where an IP address is needed. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
      ],
    },
    {
      finds: "a URL without port",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://10.1.0.1/" });
      },
      says: [
        "error KEAHA008: relationship north, north-dhcp4: the URL http://10.1.0.1/ of north.north has no port. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
      ],
    },
    {
      finds: "a port that is none",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://10.1.0.1:70000/" });
        onMember(fleet, "south.south", { url: "http://10.2.0.1:0/" });
      },
      says: [
        "error KEAHA008: relationship north, north-dhcp4: the URL http://10.1.0.1:70000/ of north.north has port 70000, which is not between 1 and 65535. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
        "error KEAHA008: relationship south, south-dhcp4: the URL http://10.2.0.1:0/ of south.south has port 0, which is not between 1 and 65535. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
      ],
    },
    {
      finds: "an IPv6 address without brackets",
      family: Family.V6,
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://2001:db8::1:8000/" });
      },
      says: [
        "error KEAHA008: relationship north, north-dhcp6: the URL http://2001:db8::1:8000/ of north.north has an IPv6 address without brackets. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
      ],
    },
    {
      finds: "URLs of another form, without showing what may be secret",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://kea:secret@10.1.0.1:8000/" });
        onMember(fleet, "south.south", { url: "HTTP://10.2.0.1:8000/" });
        onMember(fleet, "north.hub", { url: "" });
        onMember(fleet, "south.hub", { url: `http://${"1".repeat(1e6)}` });
      },
      says: [
        'error KEAHA008: relationship north, hub-dhcp4: the URL "" of north.hub is not of the form http://ADDRESS:PORT/. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.',
        "error KEAHA008: relationship north, north-dhcp4: the URL http://...@10.1.0.1:8000/ of north.north is not of the form http://ADDRESS:PORT/. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
        "error KEAHA008: relationship south, hub-dhcp4: the URL http://1111111111111111111111111111111111111111111111111111111111111111111111111... of south.hub has 111111111111111111111111111111111111111111111111111111111111 where an IP address is needed. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
        "error KEAHA008: relationship south, south-dhcp4: the URL HTTP://10.2.0.1:8000/ of south.south is not of the form http://ADDRESS:PORT/. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
      ],
    },
    {
      finds: "an address that is not the host's",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://10.9.9.9:8000/" });
      },
      says: [
        "error KEAHA008: relationship north, north-dhcp4: the URL http://10.9.9.9:8000/ of north.north is not at an address of host north (10.1.0.1). Use one of its addresses, or add 10.9.9.9 to them.",
      ],
    },
    {
      finds: "an address of the host in the brackets of URLs",
      family: Family.V6,
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://[2001:db8::1]:8000/" });
        fleet.servers.find(({ host }) => host === "north")!.addresses = ["[2001:db8::1]"];
      },
      says: [
        "error KEAHA008: relationship north, north-dhcp6: the URL http://[2001:db8::1]:8000/ of north.north is not at an address of host north ([2001:db8::1]). Take the brackets off the address of the host: they belong to URLs.",
      ],
    },
    {
      finds: "a member that cannot be dialled",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://0.0.0.0:8000/" });
      },
      says: [
        "error KEAHA008: relationship north, hub-dhcp4: the URL http://0.0.0.0:8000/ of north.north is no address that can be dialled. Use an address of its host.",
      ],
    },
    {
      finds: "addresses of many hosts, which no connection leads to",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://224.0.0.1:8000/" });
        onMember(fleet, "south.south", { url: "http://[ff02::1]:8000/" });
        onMember(fleet, "south.backup", { url: "http://255.255.255.255:8001/" });
      },
      says: [
        "error KEAHA008: relationship north, north-dhcp4: the URL http://224.0.0.1:8000/ of north.north is no address that can be dialled. Use an address of its host.",
        "error KEAHA008: relationship south, backup-dhcp4: the URL http://255.255.255.255:8001/ of south.backup is no address that can be dialled. Use an address of its host.",
        "error KEAHA008: relationship south, south-dhcp4: the URL http://[ff02::1]:8000/ of south.south is no address that can be dialled. Use an address of its host.",
      ],
    },
    {
      finds: "it once where the member's own configuration is not known",
      breaks: (fleet) => {
        undeclared(fleet);
        onMember(fleet, "north.north", { url: "http://north:8000/" });
        only(fleet, "north", "hub");
        for (const side of [fleet.ha("north"), fleet.ha("hub")]) side.peers[2].url = "http://vault:8000/";
      },
      says: [
        "error KEAHA008: relationship north.north+north.hub+north.backup, hub-dhcp4: the URL http://vault:8000/ of north.backup has vault where an IP address is needed. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
        "error KEAHA008: relationship north.north+north.hub+north.backup, north-dhcp4: the URL http://north:8000/ of north.north has north where an IP address is needed. Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
      ],
    },
    {
      finds: "a name in an https URL, and keeps the scheme",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { url: "https://hub.example:8000/" });
        onMember(fleet, "south.hub", { url: "https:10.0.0.1:8001" });
      },
      says: [
        "error KEAHA008: relationship north, hub-dhcp4: the URL https://hub.example:8000/ of north.hub has hub.example where an IP address is needed. Write https://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
        "error KEAHA008: relationship south, hub-dhcp4: the URL https:10.0.0.1:8001 of south.hub is not of the form https://ADDRESS:PORT/. Write https://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
      ],
    },
  ],
  [
    {
      allows: "any path, a port with zeros, https, a mapped and a link-local address",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://10.1.0.1:08000/any path" });
        onMember(fleet, "south.south", { url: "https://10.2.0.1:8000" });
        only(fleet, "north", "south");
        fleet.ha("north").peers[1].url = "http://[fe80::1%eth0]:8000/";
        fleet.ha("south").peers[1].url = "http://[::ffff:10.0.0.1]:8000/";
      },
    },
    {
      allows: "a server that listens on all its addresses",
      breaks: (fleet) => {
        fleet.ha("north").peers[0].url = "http://0.0.0.0:8000/";
      },
    },
    {
      allows: "any address where the host's are not known",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { url: "http://10.9.9.9:8000/" });
        for (const server of fleet.servers) (server.addresses as unknown[]) = [UNKNOWN];
      },
    },
  ],
);
