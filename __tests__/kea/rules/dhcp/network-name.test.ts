import { networkName } from "../../../../kea/rules/dhcp/network-name";
import { describeRule } from "../describe-rule";
import { inNetwork } from "./members";

describeRule(networkName, [
  {
    finds: "two networks of one name, once for all members",
    breaks: (fleet) => {
      inNetwork(fleet, {});
      for (const host of ["hub", "north", "backup"] as const)
        fleet.dhcp(host)["shared-networks"].push({ name: "campus" }, { name: "" });
    },
    says: [
      "error KEAHA132: backup-dhcp4: two shared networks are named campus. Name each shared network differently.",
      "error KEAHA132: backup-dhcp4: a shared network has an empty name. Name each shared network differently.",
      "error KEAHA132: hub-dhcp4: two shared networks are named campus. Name each shared network differently.",
      "error KEAHA132: hub-dhcp4: a shared network has an empty name. Name each shared network differently.",
      "error KEAHA132: north-dhcp4: two shared networks are named campus. Name each shared network differently.",
      "error KEAHA132: north-dhcp4: a shared network has an empty name. Name each shared network differently.",
    ],
  },
]);
