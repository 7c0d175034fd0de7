import type { Fleet, Server } from "../fleet/fleet";
import { labelOf } from "../fleet/labels";
import { ownerOf } from "../fleet/owners";
import type { Place } from "../fleet/places";
import { andMore } from "../words";
import type { Problem } from "./rule";

/** A mistake that several places of a server may have for one reason. */
export interface Repeated {
  readonly place: Place;
  readonly path: Place["path"];
  /** What is wrong, after the place's name. */
  readonly said: string;
  readonly remedy: string;
}

/** Tells each mistake once in a relationship, at the first of its places of one kind, with how many more there are. */
export function* once(mistakes: Iterable<Repeated>, server: Server, fleet: Fleet): Generator<Problem> {
  const found = new Map<string, { first: Repeated; more: Repeated["path"][] }>();
  for (const mistake of mistakes) {
    const owner = ownerOf(fleet, server, mistake.path);
    const index = owner ? fleet.relationships.indexOf(owner) : "";
    const key = [index, kindOf(mistake), mistake.said, mistake.remedy].join("\0");
    const before = found.get(key);
    if (before) before.more.push(mistake.path);
    else found.set(key, { first: mistake, more: [] });
  }
  for (const { first, more } of found.values()) {
    yield {
      ...{ path: first.path, more },
      message: `${labelOf(first.place)}${andMore(more.length)} ${first.said}.`,
      remedy: first.remedy,
    };
  }
}

/** Pools are of one kind, whatever they give. */
function kindOf({ place: { kind } }: Repeated): string {
  return kind === "pd-pool" ? "pool" : kind;
}
