import { isSwitchedOff, type MemberHealth, type RelationshipHealth } from "../../kea/shown/health";

/** What a gate looks at besides the members' reports. */
export interface Gate {
  /** Members that are to serve alone, since nobody answers them. */
  readonly alone: readonly string[];
  /** What was wrong before the rollout, by {@link troubleKey}. */
  readonly before: ReadonlySet<string>;
  /** Servers may still be waiting for partners in other relationships. */
  readonly isFirst?: boolean;
  /** Whether a member's server is none of those that answered when the rollout began. */
  readonly isLeftOut: (member: MemberHealth) => boolean;
  /** Whether a member's server answers no more, although nothing was sent to it. */
  readonly hasDied: (member: MemberHealth) => boolean;
}

/** Something that is wrong with a member. */
export interface Trouble {
  readonly relationship: RelationshipHealth;
  readonly member: MemberHealth;
  readonly text: string;
  /** The member without which it would not be: its server died by itself. */
  readonly dead?: MemberHealth;
}

/** A member whose server died by itself while its relationship was being changed. */
export interface Death {
  readonly dead: MemberHealth;
  readonly text: string;
}

/** What tells a trouble from others. */
export const troubleKey = ({ name }: Pick<RelationshipHealth, "name">, text: string) => `${name}: ${text}`;

/**
 * What is wrong with members of a relationship. Who is to serve alone is as it should be when it does, its
 * partner whatever it is; what was wrong before is no matter as long as the clients are served.
 */
export function troublesOf(
  relationship: RelationshipHealth,
  members: readonly MemberHealth[],
  { alone, before, isFirst, isLeftOut, hasDied }: Gate,
): Trouble[] {
  const active = relationship.members.filter(({ role }) => role !== "backup");
  const dead = active.find(hasDied);
  const isAlone = active.some(({ name }) => alone.includes(name));
  return members.flatMap((member): Trouble[] => {
    if (isLeftOut(member) || hasDied(member)) return [];
    if (isFirst && relationship.served && isOnlyOff(member)) return [];
    if ((isAlone || dead) && member.role !== "backup" && member.troubles.length > 0) {
      const isRight = servesAlone(member) || (dead ? relationship.served : !alone.includes(member.name));
      const text = `${member.name} on ${member.host} does not serve alone yet.`;
      return isRight ? [] : [{ relationship, member, text, dead }];
    }
    if (dead && member.role !== "backup" && !relationship.served) {
      const text = `${dead.name} on ${dead.host} does not answer, and ${member.name} on ${member.host} has not noticed yet.`;
      return [{ relationship, member, text, dead }];
    }
    return member.troubles
      .filter((text) => !relationship.served || !before.has(troubleKey(relationship, text)))
      .map((text) => ({ relationship, member, text }));
  });
}

/** The members whose servers died by themselves: others go on without them, since to undo would end that. */
export function deathsIn({ name, members }: RelationshipHealth, { hasDied }: Pick<Gate, "hasDied">): Death[] {
  const partner = members.find((member) => member.role !== "backup" && !hasDied(member));
  return members.filter(hasDied).map((dead) => {
    const what =
      dead.role === "backup" || !partner
        ? `${dead.name} on ${dead.host} died meanwhile. Start Kea there, and roll out again.`
        : `the partner of ${partner.name} on ${partner.host} died meanwhile; ${partner.host} runs the new configuration and ${servesAlone(partner) ? "serves alone" : `is ${partner.state}`}. Start Kea on the partner, and roll out again.`;
    return { dead, text: `${name}: ${what}` };
  });
}

/**
 * Whether the active members both say that they do not hear each other. Kea still calls a partner that did not
 * answer in touch, until it takes it for lost.
 */
export function neitherHears({ members }: RelationshipHealth): boolean {
  return members
    .filter(({ role }) => role !== "backup")
    .every(
      ({ state, inTouch, partnerState }) =>
        state !== undefined && (inTouch === false || partnerState === "unavailable"),
    );
}

/** Whether nothing but Kea's switch keeps a member from serving. */
export const isOnlyOff = (member: MemberHealth) => isSwitchedOff(member) && member.troubles.length === 1;

/** Troubles without those that another one explains: a server that waits for one partner is off for all. */
export function causesOf(troubles: readonly Trouble[]): readonly Trouble[] {
  const others = troubles.filter(({ member }) => !isOnlyOff(member));
  const waiting = new Set(others.map(({ member }) => member.host));
  return troubles.filter(({ member }) => !isOnlyOff(member) || !waiting.has(member.host));
}

const servesAlone = ({ state, enabled }: MemberHealth) => state === "partner-down" && enabled;
