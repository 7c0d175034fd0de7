import { labelOf } from "../../fleet/labels";
import type { Place } from "../../fleet/places";
import { delegated } from "../../fleet/pools";
import { contains, formatPrefix, parseAddress, type Range } from "../../ip";
import { has } from "../../json";
import type { Problem, Rule } from "../rule";

export const pdPool: Rule = {
  code: "KEAHA071",
  name: "pd-pool",
  severity: "error",
  reason:
    "Kea refuses a pool of prefixes whose lengths and addresses do not fit together, or delegates nothing from it.",
  source: "measured on Kea 2.6.3 and 3.0.4, which take a delegated-len over 128",
  kinds: ["pd-pool"],
  *place(place, { family }) {
    if (family === "v6") yield* problems(place);
  },
};

const whole = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) ? value : undefined;

function* problems(place: Place): Generator<Problem> {
  const at = (key: string) => [...place.path, key];
  const label = labelOf(place);
  const length = whole(place.map["prefix-len"]);
  if (length !== undefined && (length < 1 || length > 128)) {
    yield {
      path: at("prefix-len"),
      message: `prefix-len of ${label} is ${length}.`,
      remedy: "It takes 1 to 128.",
    };
    return;
  }
  const prefix: unknown = place.map.prefix;
  const start = typeof prefix === "string" ? parseAddress(prefix) : undefined;
  if (typeof prefix === "string" && start?.bits !== 128) {
    yield {
      path: at("prefix"),
      message: `prefix of ${label} is not an IPv6 address.`,
      remedy: "Write the first address, without a length: 2001:db8:8000::.",
    };
    return;
  }
  const range = delegated(place);
  if (range !== undefined && start !== undefined && range.first !== start.first) {
    yield {
      path: at("prefix"),
      message: `prefix of ${label} has bits set after its length.`,
      remedy: `Write ${formatPrefix(range).split("/")[0]}.`,
    };
  }
  const given = whole(place.map["delegated-len"]);
  if (given !== undefined && length !== undefined && (given < length || given > 128)) {
    yield {
      path: at("delegated-len"),
      message: `delegated-len of ${label} is ${given}.`,
      remedy: `It takes ${length} to 128: what is delegated is not larger than the pool.`,
    };
    return;
  }
  yield* excluded(place, range, given);
}

function* excluded(place: Place, pool: Range | undefined, given: number | undefined): Generator<Problem> {
  const keys = ["excluded-prefix", "excluded-prefix-len"] as const;
  const there = keys.filter((key) => has(place.map, key));
  if (there.length === 0) return;
  const label = labelOf(place);
  const prefix: unknown = place.map["excluded-prefix"];
  const length = whole(place.map["excluded-prefix-len"]);
  if (there.length === 1) {
    // Zero is Kea's way to say that nothing is excluded.
    if (prefix === "::" || length === 0) return;
    const missing = there[0] === keys[0] ? keys[1] : keys[0];
    yield {
      path: [...place.path, there[0]!],
      message: `${label} has ${there[0]} without ${missing}.`,
      remedy: "Give both or none of them.",
    };
    return;
  }
  const start = typeof prefix === "string" ? parseAddress(prefix) : undefined;
  if (typeof prefix === "string" && start?.bits !== 128) {
    yield {
      path: [...place.path, keys[0]],
      message: `excluded-prefix of ${label} is not an IPv6 address.`,
      remedy: "Write the first address, without a length.",
    };
    return;
  }
  if (length === undefined || start === undefined || given === undefined || pool === undefined) return;
  if (length === 0 && start.first === 0n) return;
  if (length <= given || length > 128) {
    yield {
      path: [...place.path, keys[1]],
      message: `excluded-prefix-len of ${label} is ${length}.`,
      remedy: `It takes ${given + 1} to 128: what is excluded is a part of what is delegated.`,
    };
    return;
  }
  const size = 1n << BigInt(128 - given);
  const delegation: Range = { bits: 128, first: pool.first, last: pool.first + size - 1n };
  if (contains(delegation, start)) return;
  yield {
    path: [...place.path, keys[0]],
    message: `excluded-prefix of ${label} is not inside the first prefix that it delegates.`,
    remedy: `Write it inside ${formatPrefix(delegation)}; Kea moves it along for the others.`,
  };
}
