import { UNKNOWN } from "../../../../kea/json";
import { tlsFiles } from "../../../../kea/rules/ha/tls-files";
import { describeRule } from "../describe-rule";
import { everywhere, onMember, said, TLS } from "./members";

describeRule(
  tlsFiles,
  [
    {
      finds: "a relationship without key file, once",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "trust-anchor": "/etc/kea/ca.pem", "cert-file": "/etc/kea/cert.pem" });
      },
      says: [
        "error KEAHA029: relationship north, hub-dhcp4: it has trust-anchor and cert-file, but no key-file. Give all three certificate files, or none.",
      ],
    },
    {
      finds: "a member that overrides one file with nothing",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
        onMember(fleet, "north.hub", { "trust-anchor": "" });
      },
      says: [
        "error KEAHA029: relationship north, hub-dhcp4: north.hub has cert-file and key-file, but no trust-anchor. Give all three certificate files, or none.",
      ],
    },
    {
      finds: "a member that has only its certificate",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "cert-file": "/etc/kea/hub.pem" });
      },
      says: [
        "error KEAHA029: relationship north, hub-dhcp4: north.hub has cert-file, but no trust-anchor and no key-file. Give all three certificate files, or none.",
      ],
    },
  ],
  [
    {
      allows: "three files, partly inherited",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
        onMember(fleet, "north.hub", { "cert-file": "/etc/kea/hub.pem" });
      },
    },
    {
      allows: "a member that turns TLS off",
      breaks: (fleet) => {
        everywhere(fleet, "north", TLS);
        onMember(fleet, "north.hub", { "trust-anchor": "", "cert-file": "", "key-file": "" });
      },
    },
    {
      allows: "files that are not known yet",
      breaks: (fleet) => {
        for (const side of said(fleet, "north"))
          Object.assign(side, { "trust-anchor": UNKNOWN, "cert-file": "/c", "key-file": UNKNOWN });
      },
    },
  ],
);
