import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readFleet } from "../../kea/fleet/read";
import { isMap, type JsonMap, map } from "../../kea/json";
import { FAMILIES, serverName } from "../../kea/model/family";
import type { Manifest } from "../../kea/model/manifest";
import { findings } from "../../kea/rules/findings";
import { idle } from "../../kea/rendering/render";
import { InputError } from "../input-error";
import type { DeclaredServer, Declaration } from "../plan/declaration";

/**
 * What is declared when every server is to serve nobody: each is left, and none is in a relationship. There may be
 * no next run that picks up who does not answer, so nobody may be pending. That nobody serves afterwards is what it is
 * for.
 */
export function retired({ manifest, servers }: Declaration): Declaration {
  const allowed = { allowUnhealthy: true, allowInterruption: true, mayBePending: 0 };
  return declarationOf(
    { ...manifest, relationships: [], policy: { ...manifest.policy, ...allowed } },
    servers.map((server) => ({ ...server, declared: idle(server.family, server.declared), retired: true })),
  );
}

/**
 * Reads a manifest and the configurations that it names.
 *
 * @param instead a configuration to declare instead of a server's file.
 * @throws InputError naming the file and what is wrong with it.
 */
export function load(
  path: string,
  instead: (server: string) => JsonMap | undefined = () => undefined,
): Declaration {
  const manifest = readJson(path) as unknown as Manifest;
  if (manifest.format !== 1 || !Array.isArray(manifest.servers) || !Array.isArray(manifest.relationships)) {
    throw new InputError(`${path} is no rollout manifest of format 1. Synthesize again with this version.`);
  }
  manifest.servers.forEach((server: unknown, index) => {
    const { host, family, kea, config, addresses, directories, control } = map(server);
    const isWhole =
      [host, kea, config].every((one) => typeof one === "string") &&
      Object.keys(FAMILIES).includes(family as string) &&
      Array.isArray(addresses) &&
      [directories, control].every(isMap);
    if (!isWhole)
      throw new InputError(
        `${path}: entry ${index + 1} of servers is not whole. Synthesize again with this version.`,
      );
  });
  const servers = manifest.servers.map((server) => {
    const name = serverName(server.host, server.family);
    return { ...server, name, declared: instead(name) ?? readJson(resolve(dirname(path), server.config)) };
  });
  return declarationOf(manifest, servers);
}

function declarationOf(manifest: Manifest, servers: readonly DeclaredServer[]): Declaration {
  const fleet = readFleet(
    servers.map(({ declared, ...server }) => ({ ...server, config: declared })),
    manifest.relationships,
  );
  return { manifest, servers, fleet, findings: findings(fleet) };
}

function readJson(path: string): JsonMap {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${(error as Error).message}.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isMap(value)) return value;
  } catch (error) {
    throw new InputError(`${path} is not JSON: ${(error as Error).message}.`);
  }
  throw new InputError(`${path} holds no JSON object.`);
}
