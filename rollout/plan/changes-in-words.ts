import { differencesInWords } from "../../kea/shown/difference-words";
import type { Fleet } from "../../kea/fleet/fleet";
import type { Plan } from "./plan";

/** What differs on servers, one line a difference, by the server's name. */
export type ChangesInWords = Readonly<Record<string, readonly string[]>>;

/** What a plan changes on each server, and what it finds there and leaves, since nothing is known of it. */
export function changesInWords({ differences, unknown }: Plan, { relationships }: Fleet): ChangesInWords {
  const namesOn = (server: string) =>
    relationships.flatMap(({ name, sides }) =>
      sides.flatMap(({ self, server: own }): [string, string][] =>
        self !== undefined && own.name === server ? [[self, name]] : [],
      ),
    );
  return Object.fromEntries(
    [...differences, ...unknown].map(([server, found]) => [
      server,
      differencesInWords(found, new Map(namesOn(server))),
    ]),
  );
}
