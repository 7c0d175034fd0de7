import { health, isPassing, type RelationshipHealth } from "../kea/health";
import { membersOf, readFleet } from "../kea/fleet";
import { releaseLine } from "../kea/profiles";
import type { Declaration, DeclaredServer } from "./load";
import { isWrecked, type Survey } from "./survey";

/** Servers whose Kea is not of the declared release line. */
export function wrongVersions(
  servers: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
): string[] {
  return servers.flatMap(({ name, host, kea }) => {
    const { version } = surveys.get(name)!;
    const line = releaseLine(version);
    if (line === kea) return [];
    return line === undefined
      ? [`${host}: it runs Kea ${version}, which is not supported. Install Kea ${kea}.`]
      : [
          `${host}: it runs Kea ${version} and is declared as ${kea}. Declare it as ${line}, or install Kea ${kea}.`,
        ];
  });
}

/**
 * Relationships that run now and are not healthy. One that runs on some of its active members only
 * is about to be set up; one with a server that lost its hooks is about to be mended.
 */
export function sickRelationships(
  { servers, manifest }: Declaration,
  surveys: ReadonlyMap<string, Survey>,
): { relationship: RelationshipHealth; passing: boolean }[] {
  const running = readFleet(
    servers.map((server) => ({ ...server, config: surveys.get(server.name)!.running })),
    manifest.relationships,
  );
  const statuses = new Map(servers.map(({ name }) => [name, surveys.get(name)!.status]));
  const wrecked = new Set(servers.filter((s) => isWrecked(s, surveys.get(s.name)!)).map((s) => s.name));
  return running.relationships.flatMap((view) => {
    const active = membersOf(view).filter((member) => member.role !== "backup");
    if (active.some(({ server }) => server === undefined || wrecked.has(server.name))) return [];
    const relationship = health(view, statuses);
    const sick = relationship.members.some((m) => m.role !== "backup" && m.troubles.length > 0);
    return sick ? [{ relationship, passing: isPassing(relationship) }] : [];
  });
}
