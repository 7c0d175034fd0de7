import type { Server } from "../../fleet/fleet";
import { type Hook, hooksOf } from "../../fleet/hooks";
import { labelOf } from "../../fleet/labels";
import { type Place, placesOfKind } from "../../fleet/places";
import { has, list, map, raw, UNKNOWN } from "../../json";
import { defaultOf } from "../../schema/defaults";
import { RADIUS } from "../../schema/hook-libraries";
import type { Problem, Rule } from "../rule";

const CACHE = "libdhcp_host_cache.so";

export const radiusNeeds: Rule = {
  code: "KEAHA177",
  name: "radius-needs",
  severity: "error",
  reason: `Without what it needs ${RADIUS} does not load, and Kea goes out of service.`,
  source: "Kea manual, RADIUS; measured on Kea 3.0.4",
  *server(server) {
    const hooks = hooksOf(server) ?? [];
    const radius = hooks.find(({ library }) => library === RADIUS);
    if (radius === undefined) return;
    yield* cacheProblems(hooks, radius);
    const [global] = placesOfKind(server, "global");
    if (global?.map["early-global-reservations-lookup"] === true) {
      yield {
        path: [...global.path, "early-global-reservations-lookup"],
        message: `early-global-reservations-lookup is true beside ${RADIUS}.`,
        remedy: "Set it to false: with RADIUS, reservations are looked up when the subnet is known.",
      };
    }
    yield* networkProblems(server);
  },
};

/** What a RADIUS server said of a client is kept by the host cache, which has to be there first. */
function* cacheProblems(hooks: readonly Hook[], radius: Hook): Generator<Problem> {
  if (list(map(map(radius.parameters).access).servers).length === 0) return;
  const before = hooks.slice(0, hooks.indexOf(radius));
  if (before.some(({ library }) => library === CACHE || library === undefined)) return;
  const isAfter = hooks.some(({ library }) => library === CACHE);
  yield {
    path: radius.path,
    message: `${RADIUS} asks access servers, and ${CACHE} is ${isAfter ? "loaded after it" : "not loaded"}.`,
    remedy: `Load ${CACHE} before it.`,
  };
}

/** In a network of several subnets a client's reservations must not depend on the subnet. */
function* networkProblems(server: Server): Generator<Problem> {
  for (const network of placesOfKind(server, "shared-network")) {
    const subnets = placesOfKind(server, "subnet").filter(({ above }) => above === network);
    if (subnets.length < 2) continue;
    const subnet = subnets.find((one) => looksUpOwn(one) === true);
    if (subnet === undefined) continue;
    const place = nearest(subnet);
    const where = place.kind === "global" ? labelOf(network) : labelOf(place);
    yield {
      path: subnet.path,
      message: `${labelOf(subnet)} looks up reservations of its own beside ${RADIUS}.`,
      remedy: `Set reservations-global to true and reservations-in-subnet to false for ${where}.`,
    };
  }
}

const [GLOBAL, OWN] = ["reservations-global", "reservations-in-subnet"];

/** The place that says how a subnet's reservations are looked up: the library takes both from one. */
function nearest(subnet: Place): Place {
  const says = ({ map }: Place) => has(map, GLOBAL) || has(map, OWN);
  let at = subnet;
  while (!says(at) && at.above !== undefined) at = at.above;
  return at;
}

/** Whether a subnet looks up reservations of its own; undefined: not known. */
function looksUpOwn(subnet: Place): boolean | undefined {
  const place = nearest(subnet);
  const values: unknown[] = [GLOBAL, OWN].map((key) => raw(place.map, key) ?? defaultOf("global", key, {}));
  if (values.includes(UNKNOWN)) return undefined;
  return values[0] !== true || values[1] !== false;
}
