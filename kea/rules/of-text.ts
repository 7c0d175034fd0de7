import type { RuleFacts } from "./rule";
import type { RemarkKind } from "../text/source";

/** What a file's text can have wrong, besides what the configuration says: by the kind of the remark. */
export const TEXT: Readonly<Record<RemarkKind, RuleFacts>> = {
  "duplicate-key": {
    code: "KEAHA901",
    name: "duplicate-key",
    severity: "error",
    reason: "Kea refuses a map with the same key twice.",
  },
  refused: {
    code: "KEAHA902",
    name: "refused-text",
    severity: "error",
    reason: "The meaning is clear, but Kea's parser refuses to read it.",
  },
  lenient: {
    code: "KEAHA903",
    name: "lenient-text",
    severity: "warning",
    reason:
      "Kea reads it from a file, at most with a warning; its control channel and other programs do not.",
  },
};

/** The rules of the text, with codes that no other rule has. */
export const TEXT_RULES: readonly RuleFacts[] = Object.values(TEXT);
