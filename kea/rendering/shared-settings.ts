import { propertyWith } from "./extra";
import { FAMILIES, Family, namesIn, otherThan } from "../model/family";
import type { ServerSettings } from "../model/settings";
import type { Families, Host } from "../model/topology";
import type { Finding } from "../rules/findings";

/**
 * What the `settings` of a host of both families have goes to both of its servers. Where one of them does not take
 * it as the other does, a finding's own remedy would only move the mistake there: here it says where each one's own
 * goes.
 */
export function withFamilies(
  found: readonly Finding[],
  hosts: readonly Host[],
  families: Families,
): readonly Finding[] {
  const dual = new Map(
    hosts.flatMap((host) => (families.get(host.name)!.length > 1 ? [[host.name, host]] : [])),
  );
  if (dual.size === 0) return found;
  const told = new Set(found.map((finding) => sayingOf(finding)));
  return found.map((finding) => {
    const { server, relationship, remedy } = finding;
    if (server === undefined || relationship !== undefined) return finding;
    const host = dual.get(namesIn(server).host);
    const property = host && sharedProperty(finding, host);
    // What both take for a mistake is one.
    if (property === undefined || told.has(sayingOf(finding, otherThan))) return finding;
    const advice = `In settings, ${property} goes to both servers of host ${host!.name}: put each one's own under dhcp4 and dhcp6.`;
    return { ...finding, remedy: `${remedy} ${advice}` };
  });
}

/** What is said of a place in a server, but for its family; of the host's other server, if asked. */
function sayingOf(
  { server = "", code, path = [], message, remedy }: Finding,
  of = (one: Family) => one,
): string {
  const { host } = namesIn(server);
  const words = `${message} ${remedy}`.replace(/(dhcp|ipv)[46]/gi, "$1");
  return [host, of(familyOf(server)), code, ...path.slice(1), words].join("\0");
}

function familyOf(server: string): Family {
  return namesIn(server).service === FAMILIES[Family.V6].service ? Family.V6 : Family.V4;
}

/** The property that both servers have what a finding is about from. */
function sharedProperty({ path = [] }: Finding, { settings, kea }: Host): string | undefined {
  const [, key] = path;
  if (typeof key !== "string") return undefined;
  const [property] = propertyWith("settings", key, kea) ?? [ELSEWHERE[key]];
  const isShared = (name: keyof ServerSettings) =>
    settings[Family.V4][name] !== undefined && settings[Family.V4][name] === settings[Family.V6][name];
  if (property !== undefined && isShared(property as keyof ServerSettings)) return property;
  return isShared("extra") && key in settings[Family.V4].extra! ? "extra" : undefined;
}

/** Keys that rendering gives, and the properties that add to them. */
const ELSEWHERE: Readonly<Record<string, keyof ServerSettings>> = {
  "control-sockets": "httpControlSockets",
  "hooks-libraries": "hooks",
};
