import { choice, meant, plain, show } from "../../words";
import { eachTag, subnetLabel } from "../per-tag";
import type { Rule } from "../rule";

export const unknownHaServerName: Rule = {
  code: "KEAHA035",
  name: "unknown-ha-server-name",
  severity: "error",
  reason:
    "A server in several relationships drops every packet for a subnet whose ha-server-name is no member.",
  source: "Kea manual, Hub and Spoke Configuration; HAImpl::subnet4Select; measured on Kea 3.0.4",
  check: (fleet) =>
    eachTag(fleet, (subnet, { host, sides }, byName) => {
      const { haServerTag: tag, haServerName } = subnet;
      if (sides.length < 2 || tag === undefined || byName.has(haServerName ?? "")) return undefined;
      const guess =
        haServerName === undefined ? undefined : meant(haServerName, [...byName.keys()].slice(0, 1000));
      return {
        message: `ha-server-name of ${subnetLabel(subnet)} is ${haServerName ? plain(haServerName) : show(tag)}, which is no member of ${host}'s relationships.`,
        remedy: guess ? `Did you mean ${plain(guess)}?` : choice([...byName.keys()]),
      };
    }),
};
