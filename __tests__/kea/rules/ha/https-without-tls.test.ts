import { httpsWithoutTls } from "../../../../kea/rules/ha/https-without-tls";
import { describeRule } from "../describe-rule";
import { everywhere, onMember, said, TLS } from "./members";

describeRule(
  httpsWithoutTls,
  [
    {
      finds: "an https URL without certificate files",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { url: "https://10.0.0.1:8000/" });
      },
      says: [
        "error KEAHA030: relationship north, hub-dhcp4: the URL of north.hub is https, and there are no certificate files. Give trust-anchor, cert-file and key-file, or write http.",
      ],
    },
    {
      finds: "several of them, once",
      breaks: (fleet) => {
        for (const side of said(fleet, "north"))
          for (const peer of side.peers) peer.url = peer.url.replace("http", "https");
      },
      says: [
        "error KEAHA030: relationship north, hub-dhcp4: the URLs of north.north, north.hub and north.backup are https, and there are no certificate files. Give trust-anchor, cert-file and key-file, or write http.",
      ],
    },
  ],
  [
    {
      allows: "https with certificate files",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
        onMember(fleet, "north.hub", { url: "https://10.0.0.1:8000/" });
      },
    },
    {
      allows: "http with certificate files: TLS is used",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
      },
    },
    {
      allows: "incomplete certificate files, which are told elsewhere",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { url: "https://10.0.0.1:8000/", "cert-file": "/c" });
      },
    },
  ],
);
