import { SERVING, unservedMember } from "../fleet/classes";
import type { Side } from "../fleet/fleet";
import { memberLabel } from "../fleet/ha-maps";
import { enumerate } from "../words";
import type { Repeated } from "./once";

/** Why no packet is in the class of a member, as far as that is known. */
export function unserved(side: Side, member: string): Pick<Repeated, "said" | "remedy"> | undefined {
  const peer = unservedMember(side, member);
  if (peer === undefined) return undefined;
  const serving = SERVING.get(side.mode!)!;
  const others = side.peers.filter(({ role }) => serving.includes(role ?? ""));
  return {
    said: `and in mode ${side.mode} no packet is the ${peer.role}'s${side.mode === "passive-backup" ? "" : ", not even after failover"}`,
    remedy: `Use HA_ and the name of the ${serving.join(" or the ")}${others.length > 0 ? `, ${enumerate(others.map(memberLabel), "or")}` : ""}.`,
  };
}
