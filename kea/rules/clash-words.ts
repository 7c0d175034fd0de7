import type { Server } from "../fleet/fleet";
import type { Clash } from "../fleet/listeners";
import { enumerate } from "../words";
import type { Problem } from "./rule";

/** What is told of a clash. */
export function clashWords(
  { listener, other }: Clash,
  nameOf: (server: Server) => string,
  dialled: readonly string[] = [],
): Pick<Problem, "message" | "remedy"> {
  const { address, port, use, side, server } = listener;
  const isTold = other.server !== undefined && other.server !== server;
  const owner = isTold ? ` of ${nameOf(other.server)}` : "";
  const elsewhere = other.address === address ? "" : ` (on ${other.address})`;
  const listeners = side && other.side ? "relationship" : "relationship and control socket";
  const names = new Set([...(isTold ? [other.server.host] : []), server.host]);
  const hosts =
    names.size > 1 ? `hosts ${enumerate([...names])}, which have one address,` : `host ${server.host}`;
  return {
    message: `${use} listens on ${address} port ${port}, and so does ${other.use}${owner}${elsewhere}.`,
    remedy: `Give every ${listeners} of ${hosts} a port of its own${dialled.map((one) => `; ${one}`).join("")}.`,
  };
}
