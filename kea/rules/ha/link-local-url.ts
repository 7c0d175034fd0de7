import { memberLabel } from "../../fleet/ha-maps";
import { urlOf } from "../../fleet/sides";
import { usedPeers } from "../../fleet/urls";
import { lacksZone } from "../../url";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

export const linkLocalUrl: Rule = {
  code: "KEAHA103",
  name: "link-local-url",
  severity: "error",
  reason: "A link-local address alone says of no link: Kea can neither listen at it nor dial it.",
  source: "measured on Kea 3.0.4: bind: Invalid argument; with a zone it works",
  *side(side) {
    const bare = usedPeers(side).filter((peer) => lacksZone(urlOf(peer)?.address ?? ""));
    const [first] = bare;
    if (first === undefined) return;
    const { scheme, address, port } = urlOf(first)!;
    yield {
      path: [...first.path, "url"],
      message: `the ${bare.length === 1 ? "URL" : "URLs"} of ${enumerate(bare.map(memberLabel))} ${bare.length === 1 ? "has a link-local address" : "have link-local addresses"} without a zone.`,
      remedy: `Name the interface of this server, as in ${scheme}://[${address.replace(/%.*$/, "")}%eth0]:${port}/, or use addresses that are no link's own.`,
    };
  },
};
