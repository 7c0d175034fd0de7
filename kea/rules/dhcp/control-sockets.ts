import { FAMILIES } from "../../family";
import { type Server, text } from "../../fleet";
import { type Place, placesOfKind } from "./maps";

/** Whether an address and a port of a control socket are read by everybody: no TLS, no authentication. */
export function isHttp({ map }: Place): boolean {
  return map["socket-type"] === "http" || map["socket-type"] === "https";
}

/** The control sockets of a server. */
export function socketsOf(server: Server): readonly Place[] {
  return placesOfKind(server, "control-socket");
}

/** The path of the outermost map. */
export function topOf({ family }: Server): string {
  return FAMILIES[family].root;
}

/** Which of its TLS files a control socket names; undefined: not known. */
export function tlsKeys({ map }: Place): readonly string[] | undefined {
  const keys = ["trust-anchor", "cert-file", "key-file"].filter(
    (key) => map[key] !== undefined && map[key] !== "",
  );
  return keys.every((key) => text(map[key]) !== undefined) || keys.length === 3 ? keys : undefined;
}
