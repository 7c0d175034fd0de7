import { leadToOne } from "../url";
import type { Side } from "./fleet";
import { urlOf } from "./sides";

/**
 * Whether two servers that list different members call different ones by one name: what they say of it
 * cannot be compared.
 */
export function areCrossed(a: Side, b: Side, name: string): boolean {
  const names = (side: Side) => new Set(side.peers.map((peer) => peer.name));
  const [ours, theirs] = [names(a), names(b)];
  const differ = [...ours].some((one) => !theirs.has(one)) && [...theirs].some((one) => !ours.has(one));
  return differ && (isAnother(a, b, name) || isAnother(b, a, name));
}

/** Whether the place of a member is that of another one on the other side. */
function isAnother(side: Side, other: Side, name: string): boolean {
  const url = urlOf(side.peers.find((peer) => peer.name === name));
  return other.peers.some((peer) => peer.name !== name && leadToOne(url, urlOf(peer)));
}

/** The one name that another was most likely meant to be: but for one slip of a finger, or written shorter. */
export function misspelt(name: string, names: readonly string[]): string | undefined {
  const bare = (of: string) => of.toLowerCase().replace(/[-_.\s]/g, "");
  const first = (of: string) => of.toLowerCase().split(".")[0];
  const found = names.filter(
    (one) =>
      bare(one) === bare(name) ||
      (first(one) === first(name) && [one, name].some((of) => !of.includes("."))) ||
      (isSlip(bare(one), bare(name)) && !areTwo(one, name)),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Whether names have different marks of a member: a word of one sign, as in kea-a-prod, or a word's last letter. */
function areTwo(...names: [string, string]): boolean {
  const [ours, theirs] = names.map((name) => name.toLowerCase().split(/[-_.\s]+/)) as [string[], string[]];
  const odd = [
    ...ours.filter((word) => !theirs.includes(word)),
    ...theirs.filter((word) => !ours.includes(word)),
  ];
  const [one, other, ...others] = odd;
  const stem = (word: string | undefined) => word?.slice(0, -1);
  return (
    odd.some(({ length }) => length === 1) ||
    (others.length === 0 && one?.length === other?.length && stem(one) === stem(other))
  );
}

/** Whether one letter is added, left out, or another, or two have changed places; no member's own mark. */
function isSlip(a: string, b: string): boolean {
  if (Math.max(a.length, b.length) > 100) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  // Servers are told apart by numbers and last letters: kea1 and kea2, dhcp-a and dhcp-b.
  if (/^\d*$/.test(left) && /^\d*$/.test(right)) return false;
  if (left.length === 1 && right.length === 1) return end > 0 && a.length > 3;
  if (left.length + right.length === 1) return Math.min(a.length, b.length) > 3;
  return left.length === 2 && left === [...right].reverse().join("");
}
