import { list } from "../json";
import type { Side } from "./fleet";

/** Which roles a mode needs once, and which it cannot have. */
export const MODES: ReadonlyMap<
  string,
  { readonly needs: readonly string[]; readonly refuses: readonly string[] }
> = new Map([
  ["hot-standby", { needs: ["primary", "standby"], refuses: ["secondary"] }],
  ["load-balancing", { needs: ["primary", "secondary"], refuses: ["standby"] }],
  ["passive-backup", { needs: ["primary"], refuses: ["secondary", "standby"] }],
]);
export const ROLES = ["primary", "secondary", "standby", "backup"];

/** Whether the role of every member can be read. */
export function rolesKnown({ map, peers }: Side): boolean {
  return (
    list(map.peers).length === peers.length &&
    peers.every(({ role }) => role !== undefined && ROLES.includes(role))
  );
}

/** Whether a server has several relationships, which Kea takes as hot-standby only, and this one is not. */
export function mustBeHotStandby({ mode, server }: Side): boolean {
  return server.sides.length > 1 && (mode === "load-balancing" || mode === "passive-backup");
}

/** Whether the roles of a relationship are those of a mode. */
export function fits({ peers }: Side, mode: string): boolean {
  const { needs, refuses } = MODES.get(mode)!;
  const holders = (role: string) => peers.filter((peer) => peer.role === role).length;
  return needs.every((role) => holders(role) === 1) && refuses.every((role) => holders(role) === 0);
}

/** The roles that a mode needs and nobody has; none where roles are not known. */
export function vacantRoles(side: Side, mode = side.mode ?? ""): readonly string[] {
  const needs = MODES.get(mode)?.needs ?? [];
  return rolesKnown(side) ? needs.filter((role) => !side.peers.some((peer) => peer.role === role)) : [];
}

/** Whether nobody has a role that the mode needs: a member is missing, or has a wrong role. */
export function lacksRole(side: Side): boolean {
  return vacantRoles(side).length > 0;
}

/**
 * Whether there are fewer members than the mode needs. Whoever has a wrong role is there: a second primary, or a
 * backup that should be the standby; nobody makes the primary a backup by mistake.
 */
export function lacksMember(side: Side): boolean {
  const vacant = vacantRoles(side);
  if (vacant.length === 0) return false;
  const others = vacant.includes("primary") ? side.peers.filter(({ role }) => role !== "backup") : side.peers;
  return others.length < MODES.get(side.mode!)!.needs.length;
}

/** Whether as many members serve as the mode has: any other could only be a backup. */
export function isComplete(side: Side): boolean {
  const needs = MODES.get(side.mode ?? "")?.needs;
  return (
    needs !== undefined &&
    rolesKnown(side) &&
    side.peers.filter(({ role }) => role !== "backup").length >= needs.length
  );
}
