import { memberLabel } from "../../fleet/ha-maps";
import { tlsFiles, urlOf } from "../../fleet/sides";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

export const httpsWithoutTls: Rule = {
  code: "KEAHA030",
  name: "https-without-tls",
  severity: "error",
  reason: "Kea refuses an https URL of a member that has no certificate files.",
  source: "HAConfig::validate",
  *side(side) {
    const bare = side.peers.filter(
      (peer) => urlOf(peer)?.scheme === "https" && tlsFiles(side, peer)?.length === 0,
    );
    if (bare.length === 0) return;
    const [first] = bare;
    yield {
      path: [...first!.path, "url"],
      message: `the ${bare.length === 1 ? "URL" : "URLs"} of ${enumerate(bare.map(memberLabel))} ${bare.length === 1 ? "is" : "are"} https, and there are no certificate files.`,
      remedy: "Give trust-anchor, cert-file and key-file, or write http.",
    };
  },
};
