/** How the rules and Kea itself may differ, and where they must not. */
import { readFleet } from "../../kea/fleet/read";
import type { Family } from "../../kea/model/family";
import { DEFAULT_DIRECTORIES } from "../../kea/model/paths";
import type { KeaVersion } from "../../kea/model/release-lines";
import { describe as say, type Finding, findings } from "../../kea/rules/findings";
import type { Verdict } from "../../lab/kea/oracle";

/** Something that we refuse and Kea does not. */
export interface OnPurpose {
  readonly code: string;
  /** Not all that the rule says. */
  readonly only?: RegExp;
  /** Why; {@link damage.test.ts} shows it on real Kea. */
  readonly reason: string;
  /** Kea's own check never sees it; without this, some of it Kea refuses as well. */
  readonly unseen?: true;
}

/** What we refuse on purpose although `-T`, or a start, passes. */
export const ON_PURPOSE: readonly OnPurpose[] = [
  { code: "KEAHA002", unseen: true, reason: "a relationship without subnets protects nothing" },
  { code: "KEAHA004", reason: "M3, M4: two listeners on one address; noticed at bind time only" },
  {
    code: "KEAHA008",
    only: /has no port|has port|is not of the form/,
    reason: "2.4: Kea listens on a random port",
  },
  {
    code: "KEAHA008",
    only: /no address that can be dialled/,
    unseen: true,
    reason: "an address of many hosts: Kea listens there, and no connection leads to it",
  },
  { code: "KEAHA011", reason: "3.4: -T reads no logger; a start or config-set refuses the path" },
  { code: "KEAHA013", unseen: true, reason: "M9: a backup first keeps DHCP off for the whole server" },
  {
    code: "KEAHA014",
    only: /^(heartbeat-delay|sync-page-limit) .*is 0/,
    unseen: true,
    reason: "no heartbeats; syncs that fail",
  },
  { code: "KEAHA023", unseen: true, reason: "1.5: closed schema; Kea ignores an HA key with a typo" },
  { code: "KEAHA024", only: /spaces around/, reason: "1.5: such a name matches no this-server-name" },
  { code: "KEAHA032", unseen: true, reason: "M10: without lease commands the sync never ends" },
  { code: "KEAHA034", unseen: true, reason: "M5: Kea drops every packet for the subnet" },
  { code: "KEAHA035", unseen: true, reason: "M6: Kea drops every packet for the subnet" },
  { code: "KEAHA036", unseen: true, reason: "2.5: subnets of one network in two relationships" },
  { code: "KEAHA049", unseen: true, reason: "2.2: nobody listens on the member's URL" },
  { code: "KEAHA180", unseen: true, reason: "Kea saves the bytes of option 43 in no file" },
  { code: "KEAHA062", only: /logger|output/, reason: "-T reads no logger; a start or config-set refuses it" },
  {
    code: "KEAHA064",
    only: /^(debuglevel|maxsize|maxver|socket-port|server-port|sender-port|max-reconnect-tries) |^\S*(lifetime|timer)\b/,
    reason: "Kea keeps another number in its place without a word",
  },
  { code: "KEAHA068", unseen: true, reason: "pools of two subnets that share addresses: given out twice" },
  {
    code: "KEAHA153",
    unseen: true,
    reason: "a subnet in two relationships: its addresses are given out twice",
  },
  {
    code: "KEAHA071",
    only: /delegated-len/,
    reason: "Kea takes a delegated-len over 128 and delegates nothing",
  },
  {
    code: "KEAHA073",
    unseen: true,
    reason: "3.2: one relay leads to two subnets, one of which silently wins",
  },
  { code: "KEAHA076", unseen: true, reason: "a server that listens nowhere serves nobody" },
  {
    code: "KEAHA081",
    only: /is there twice/,
    reason: "flex-id in v6: Kea never looks at the second one",
  },
  { code: "KEAHA083", only: /has code \d+\.$/, reason: "the name of one option and the code of another" },
  {
    code: "KEAHA083",
    only: /where an IPv[46] address is needed/,
    reason: "an address of the other family, cut up into several",
  },
  { code: "KEAHA089", reason: "3.3: noticed when the socket is opened only" },
  { code: "KEAHA095", unseen: true, reason: "-T reads any depth; a start and config-set refuse it" },
  {
    code: "KEAHA091",
    unseen: true,
    reason: "3.3: a server without control socket cannot be reached any more",
  },
  { code: "KEAHA101", unseen: true, reason: "nobody else reaches a member on loopback" },
  { code: "KEAHA102", unseen: true, reason: "of two members with one URL one talks to itself" },
  { code: "KEAHA103", unseen: true, reason: "a link-local URL without zone; noticed at bind time only" },
  { code: "KEAHA104", unseen: true, reason: "a pool guarded by the class of nobody serves nobody" },
  { code: "KEAHA120", unseen: true, reason: "read once, and written so that it cannot be read again" },
  { code: "KEAHA105", unseen: true, reason: "a control socket turns its partner away" },
  {
    code: "KEAHA106",
    unseen: true,
    reason: "TLS at one end only, where a control socket takes HA's messages",
  },
];

/** What Kea refuses and a configuration alone cannot tell. */
const NOT_OURS: readonly { words: RegExp; reason: string }[] = [
  {
    words: /not present in the system|doesn't exist in the system/,
    reason: "an interface that the host lacks",
  },
  {
    words: /is not assigned to the interface|interface .* doesn't have/,
    reason: "an address that the host lacks",
  },
  { words: /libraries failed to validate/, reason: "a library that the host lacks" },
  { words: /bad user file/, reason: "a file of a user that the host lacks" },
  {
    words: /bad TLS config|load of .* file '|password file|No such file/i,
    reason: "a file that the host lacks",
  },
  { words: /Resource temporarily unavailable/, reason: "more threads than the host has room for" },
];

export interface Judged {
  readonly errors: readonly Pick<Finding, "code" | "message">[];
  readonly text: readonly string[];
}

export function judge(
  { family, config }: { readonly family: Family; readonly config: unknown },
  kea: KeaVersion,
): Judged {
  const server = { host: "lone", family, config, kea, where: "lone", directories: DEFAULT_DIRECTORIES };
  const errors = findings(readFleet([server])).filter(({ severity }) => severity === "error");
  return { errors, text: errors.map(say) };
}

/**
 * How rules and Kea disagree; undefined where they agree, or may differ. What we refuse on purpose is no
 * reason for Kea to refuse, and Kea that crashes has said nothing.
 */
export function disagreement(
  { errors }: Judged,
  { accepted, crashed, said }: Verdict,
): "missed" | "refused" | "crashed" | undefined {
  if (crashed) return "crashed";
  const onPurpose = ({ code, message }: Pick<Finding, "code" | "message">) =>
    ON_PURPOSE.find((one) => one.code === code && (one.only?.test(message) ?? true));
  if (accepted) return errors.every(onPurpose) ? undefined : "refused";
  const reasons = errors.filter((error) => !onPurpose(error)?.unseen);
  return reasons.length > 0 || NOT_OURS.some(({ words }) => words.test(said)) ? undefined : "missed";
}
