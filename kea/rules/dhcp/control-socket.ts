import { isHttp, socketsOf, tlsKeys } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import { isOverlooked, type Place, placesOfKind } from "../../fleet/places";
import { parseAddress } from "../../ip";
import { has, text } from "../../json";
import { DEFAULT_DIRECTORIES } from "../../model/paths";
import { PROFILES } from "../../model/profiles";
import { enumerate, plain } from "../../words";
import { judge, type Problem } from "../per-server";
import type { Rule } from "../rule";

/** Characters of a unix socket's path: what the kernel takes, less the end mark. */
const LONGEST = 107;

export const controlSocket: Rule = {
  code: "KEAHA089",
  name: "control-socket",
  severity: "error",
  reason:
    "Kea refuses a control socket that it cannot open, at worst after it has given up the old configuration.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *check(fleet) {
    yield* judge(fleet, function* (server): Generator<Problem> {
      let unix: Place | undefined;
      for (const place of socketsOf(server)) {
        if (isHttp(place)) {
          if (server.kea !== undefined && !PROFILES[server.kea].httpControlSockets) {
            yield {
              path: [...place.path, "socket-type"],
              message: `${labelOf(place)} is one that Kea ${server.kea} does not have.`,
              remedy: "Use a unix socket, and the control agent for HTTP.",
            };
          } else yield* http(place);
          continue;
        }
        if (place.map["socket-type"] !== "unix") continue;
        // The single one beside the list has a rule of its own.
        if (unix !== undefined && unix.path[1] === place.path[1]) {
          yield {
            path: place.path,
            message: "there are two unix control sockets.",
            remedy: "Keep one: Kea opens only one of them.",
          };
        }
        unix = place;
        const name = text(place.map["socket-name"]);
        if (name === undefined) continue;
        const path = name.includes("/") ? name : `${DEFAULT_DIRECTORIES.run}/${name}`;
        const length = new TextEncoder().encode(path).length;
        if (length > LONGEST) {
          yield {
            path: [...place.path, "socket-name"],
            message: `the path of the control socket, ${plain(path)}, is ${length} bytes long.`,
            remedy: `Unix allows ${LONGEST}: use a shorter name.`,
          };
        }
      }
      for (const client of placesOfKind(server, "client")) if (!isOverlooked(client)) yield* user(client);
      for (const header of placesOfKind(server, "http-header")) {
        for (const key of isOverlooked(header) ? [] : ["name", "value"]) {
          if ((header.map[key] as unknown) !== "") continue;
          yield {
            path: [...header.path, key],
            message: `an HTTP header has an empty ${key}.`,
            remedy: "Fill it, or remove the header.",
          };
        }
      }
    });
  },
};

function* http(place: Place): Generator<Problem> {
  const label = labelOf(place);
  const address: unknown = place.map["socket-address"];
  if (typeof address === "string" && parseAddress(address) === undefined) {
    yield {
      path: [...place.path, "socket-address"],
      message: `${label} has address ${plain(address)}.`,
      remedy: "Write an IP address; Kea does not resolve names.",
    };
  }
  if (has(place.map, "socket-name") && !has(place.map, "socket-address")) {
    yield {
      path: [...place.path, "socket-name"],
      message: `${label} has a socket-name.`,
      remedy: "Use socket-address and socket-port for HTTP.",
    };
  }
  const tls = tlsKeys(place);
  if (tls === undefined || tls.length === 3) return;
  if (tls.length === 0 && place.map["socket-type"] === "http") return;
  const missing = ["trust-anchor", "cert-file", "key-file"].filter((key) => !tls.includes(key));
  yield {
    path: place.path,
    message: `${label} has no ${enumerate(missing)}.`,
    remedy: "TLS needs all of trust-anchor, cert-file and key-file.",
  };
}

function* user(client: Place): Generator<Problem> {
  const name = text(client.map.user);
  if (name === undefined || !(name === "" || name.includes(":"))) return;
  yield {
    path: [...client.path, "user"],
    message:
      name === "" ? "a client of a control socket has an empty user." : `user ${plain(name)} has a colon.`,
    remedy: "Basic authentication ends the user at the first colon: use a name without one.",
  };
}
