import { MOST_FILES, openFiles } from "../../fleet/open-files";
import { FAMILIES } from "../../model/family";
import type { Rule } from "../rule";

/** Files for what comes and goes: lease updates at the same time, commands, members that start again. */
const SPARE = 50;

export const manyRelationships: Rule = {
  code: "KEAHA136",
  name: "many-relationships",
  severity: "warning",
  reason: "A Kea with 1,024 files open ends with the next command that it is sent.",
  source:
    "measured on Kea 3.0.4: 100 relationships have 924 files open, and more when it has served in them or is set, which ended it in most runs: 'bit out of range 0 - FD_SETSIZE on fd_set'",
  *server({ sides, family }) {
    const files = openFiles(sides.map(({ own, peers }) => ({ role: own?.role, peers })));
    if (files + SPARE <= MOST_FILES) return;
    yield {
      path: [FAMILIES[family].root],
      message: `its ${sides.length} relationships keep ${files} files open once it has served in all of them, or when it gets another configuration, and Kea ends when it has more than ${MOST_FILES}.`,
      remedy: `Leave ${SPARE} for what comes and goes: give some of its relationships to another hub.`,
    };
  },
};
