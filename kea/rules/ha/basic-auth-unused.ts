import type { Peer, RelationshipView, Side } from "../../fleet/fleet";
import { credentialKeys, memberLabel } from "../../fleet/ha-maps";
import { labelOf } from "../../fleet/labels";
import { openTaker } from "../../fleet/shared-sockets";
import { flag } from "../../fleet/in-force";
import { hasListener, restrictsCommands, TLS_KEYS, tlsFiles } from "../../fleet/sides";
import { has } from "../../json";
import { enumerate } from "../../words";
import type { Problem, Rule } from "../rule";

export const basicAuthUnused: Rule = {
  code: "KEAHA107",
  name: "basic-auth-unused",
  severity: "warning",
  reason:
    "A listener of HA's own asks nobody for credentials, nor does a control socket without authentication: whoever reaches it may delete leases or stop the server.",
  source:
    "measured on Kea 3.0.4: without credentials lease4-update, lease4-del, dhcp-disable and ha-maintenance-notify succeed, and where restrict-commands is false config-get and shutdown, too",
  *side(side, relationship) {
    const known = side.peers.filter((peer) => credentialKey(side, peer) !== undefined);
    yield* atSockets(side, known, relationship);
    const open = known.filter(
      (peer) => listens(side, peer, relationship) && !asksForCertificates(side, peer),
    );
    const [first] = open;
    if (first === undefined) return;
    // One relationship that restricts them does so for all.
    const all = side.server.sides.every((one) => restrictsCommands(one) === false);
    yield {
      path: [...first.path, credentialKey(side, first)!],
      message: `the credentials of ${enumerate(open.map(memberLabel))} protect nothing: a listener of HA's own takes the partner's commands${all ? ", and with restrict-commands false all others," : ""} from anybody.`,
      remedy: `Use TLS, and leave require-client-certs at true${all ? "; set restrict-commands to true" : ""}.`,
    };
  },
};

/** Those whose control socket takes HA's messages in place of a listener, and asks nobody for credentials. */
function* atSockets(side: Side, known: readonly Peer[], { sides }: RelationshipView): Generator<Problem> {
  const open = known.flatMap((peer) => {
    const owner = sides.find(({ self }) => self === peer.name);
    const socket = owner && openTaker(owner);
    return socket ? [{ peer, socket }] : [];
  });
  const [first] = open;
  if (first === undefined) return;
  yield {
    path: [...first.peer.path, credentialKey(side, first.peer)!],
    message: `the credentials of ${enumerate(open.map(({ peer }) => memberLabel(peer)))} protect nothing: ${labelOf(first.socket)} takes HA's messages without authentication, and all commands from anybody.`,
    remedy:
      "Give the control sockets, on every server, authentication with users and passwords of the members for its clients.",
  };
}

/** The key by which a member has a user; one that its release line does not know is told as that. */
function credentialKey({ server }: Side, { map }: Peer): string | undefined {
  if (has(map, "basic-auth-user") && (map["basic-auth-user"] as unknown) !== "") return "basic-auth-user";
  const file = credentialKeys(server).find(([plain]) => plain === "basic-auth-user")?.[1];
  return file !== undefined && has(map, file) ? file : undefined;
}

/** Whether a member has a listener of its own: as its configuration says, or else like the server that lists it. */
function listens(side: Side, peer: Peer, { sides }: RelationshipView): boolean {
  return hasListener(sides.find(({ self }) => self === peer.name) ?? side) === true;
}

function asksForCertificates(side: Side, peer: Peer): boolean {
  const files = tlsFiles(side, peer)?.length;
  return (
    files !== 0 &&
    (files === undefined || files === TLS_KEYS.length) &&
    flag(side.map, "relationship", "require-client-certs", side.server) !== false
  );
}
