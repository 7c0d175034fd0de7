import { TLS_KEYS, tlsFiles } from "../../fleet/sides";
import { text } from "../../json";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const trustAnchorDiffers: Rule = {
  code: "KEAHA046",
  name: "trust-anchor-differs",
  severity: "warning",
  reason:
    "Members that trust different authorities refuse each other: both serve. Two paths may be two authorities.",
  source: "measured on Kea 3.0.4: a certificate of a foreign authority ends in partner-down on both sides",
  *relationship(relationship) {
    let first: { anchor: string; server: string } | undefined;
    for (const side of relationship.sides) {
      const own = side.own;
      if (!own || tlsFiles(side, own)?.length !== TLS_KEYS.length) continue;
      const anchor = text(own.map["trust-anchor"] ?? side.map["trust-anchor"]);
      if (anchor === undefined) continue;
      first ??= { anchor, server: side.server.name };
      if (anchor === first.anchor) continue;
      yield {
        server: side.server,
        path: [...(own.map["trust-anchor"] === undefined ? side.path : own.path), "trust-anchor"],
        message: `trust-anchor is ${plain(anchor)}, and ${plain(first.anchor)} on ${first.server}.`,
        remedy: "Use one authority, best one of HA's own, under the same path on every host.",
      };
    }
  },
};
