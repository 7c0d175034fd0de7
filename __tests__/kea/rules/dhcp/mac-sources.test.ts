import { Family } from "../../../../kea/model/family";
import { macSources } from "../../../../kea/rules/dhcp/mac-sources";
import { describeRule } from "../describe-rule";

describeRule(macSources, [
  {
    finds: "ways to a hardware address that are none, or there twice",
    family: Family.V6,
    breaks: ({ dhcp }) => {
      dhcp("north")["mac-sources"] = ["duid", "rfc6939", "client-link-addr-option", "DUID"];
    },
    says: [
      "error KEAHA123: north-dhcp6: mac-sources lists client-link-addr-option twice. It takes each of any, raw, duid, ipv6-link-local, client-link-addr-option, remote-id, subscriber-id, docsis-cmts and docsis-modem once.",
      "error KEAHA123: north-dhcp6: mac-sources lists DUID. It takes each of any, raw, duid, ipv6-link-local, client-link-addr-option, remote-id, subscriber-id, docsis-cmts and docsis-modem once.",
    ],
  },
]);
