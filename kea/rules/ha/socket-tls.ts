import { tlsKeys } from "../../fleet/control-sockets";
import type { Peer, Side } from "../../fleet/fleet";
import { labelOf } from "../../fleet/labels";
import { memberLabel } from "../../fleet/ha-maps";
import { callersOf } from "../../fleet/shared-sockets";
import { TLS_KEYS, tlsFiles } from "../../fleet/sides";
import { ownListener } from "../own-listener";
import type { Rule } from "../rule";

export const socketTls: Rule = {
  code: "KEAHA106",
  name: "socket-tls",
  severity: "error",
  reason:
    "Where a control socket takes HA's messages, TLS at one end only lets none through: both go partner-down, and both serve.",
  source: "measured on Kea 3.0.4, with http-dedicated-listener false",
  *relationship(relationship) {
    for (const { side, socket, from, entry } of callersOf(relationship)) {
      // The own entry is not used, and what the partner has is not known: one file shows it only where all are alike.
      const entries = from === side ? side.peers.filter((peer) => counts(peer, side)) : [entry];
      const numbers = new Set(entries.map((one) => tlsFiles(from, one)?.length));
      const [socketFiles, files] = [
        tlsKeys(socket)?.length,
        numbers.size === 1 ? [...numbers][0] : undefined,
      ];
      // Some of the files only are an error of their own.
      if (socketFiles === undefined || files === undefined) continue;
      if (![0, TLS_KEYS.length].includes(socketFiles) || ![0, TLS_KEYS.length].includes(files)) continue;
      if (socketFiles === files) continue;
      const [wants, dials] = [
        socketFiles > 0 ? "has TLS" : "has no TLS",
        files > 0 ? "with TLS" : "without TLS",
      ];
      yield {
        server: from.server,
        path: from === side ? [...side.path, "peers"] : entry.path,
        message:
          from === side
            ? `${labelOf(socket)} takes HA's messages and ${wants}, and the members are dialled ${dials}.`
            : `it dials ${memberLabel(entry)} ${dials}, and ${labelOf(socket)} of ${side.server.name}, which takes HA's messages there, ${wants}.`,
        remedy: `Give trust-anchor, cert-file and key-file to the control sockets and to the members of all servers, or to none; or ${ownListener(side)}.`,
      };
    }
  },
};

/** Whether a member serves, or is the server itself: other backups may be reached in another way. */
function counts(peer: Peer, { own }: Side): boolean {
  return peer === own || peer.role !== "backup";
}
