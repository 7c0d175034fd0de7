import type { Server } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { interfacesOf } from "../../fleet/interfaces";
import { urlOf } from "../../fleet/sides";
import { usedPeers } from "../../fleet/urls";
import { isOfLink, zoneOf } from "../../url";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

export const linkLocalUrl: Rule = {
  code: "KEAHA103",
  name: "link-local-url",
  severity: "error",
  reason: "A link-local address alone says of no link: Kea can neither listen at it nor dial it.",
  source: "measured on Kea 3.0.4: bind: Invalid argument; with a zone it works",
  *side(side) {
    const local = usedPeers(side).filter((peer) => isOfLink(urlOf(peer)?.address ?? ""));
    const bare = local.filter((peer) => zoneOf(urlOf(peer)!.address) === "");
    const [first] = bare;
    if (first !== undefined) {
      const { scheme, address, port } = urlOf(first)!;
      yield {
        path: [...first.path, "url"],
        message: `the ${bare.length === 1 ? "URL" : "URLs"} of ${enumerate(bare.map(memberLabel))} ${bare.length === 1 ? "has a link-local address" : "have link-local addresses"} without a zone.`,
        remedy: `Name the interface of this server, as in ${scheme}://[${address.replace(/%.*$/, "")}%eth0]:${port}/, or use addresses that are no link's own.`,
      };
    }
    const escaped = local.filter((peer) => isEscaped(zoneOf(urlOf(peer)!.address), side.server));
    if (escaped.length === 0) return;
    const zone = zoneOf(urlOf(escaped[0])!.address);
    yield {
      path: [...escaped[0]!.path, "url"],
      message: `the ${escaped.length === 1 ? "URL" : "URLs"} of ${enumerate(escaped.map(memberLabel))} ${escaped.length === 1 ? "names its" : "name their"} zone behind %25, and to Kea the interface is called ${plain(zone)} then.`,
      remedy: `Write %${plain(zone.slice(2))}.`,
    };
  },
};

/** Whether the % before a zone is written as in other URLs (RFC 6874); all digits are an interface's number. */
function isEscaped(zone: string, server: Server): boolean {
  return /^25\D/.test(zone) && !interfacesOf(server)?.some((one) => one === zone);
}
