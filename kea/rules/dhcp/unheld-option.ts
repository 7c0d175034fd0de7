import { type Unheld, unheldOptions } from "../../fleet/held-options";
import { labelOf } from "../../fleet/labels";
import { FAMILIES } from "../../model/family";
import { isLikeOwnSpace } from "../../schema/option-table";
import { plain, word } from "../../words";
import { once } from "../once";
import type { Rule } from "../rule";

export const unheldOption: Rule = {
  code: "KEAHA184",
  name: "unheld-option",
  severity: "warning",
  reason:
    "Kea sends an option of another space only in the option that encapsulates the space, and both have to be in one option-data.",
  source: "CfgOption::encapsulate of Kea 2.6.3, 3.0.4 and 3.2.0; measured on Kea 2.6.3 and 3.0.4",
  *server(server, fleet) {
    const own = FAMILIES[server.family].service;
    const mistakes = unheldOptions(server).map((one) => ({
      ...{ place: one.place, path: [...one.place.path, "space"] },
      ...{
        said: `is in space ${plain(one.space)}, ${whyOf(one)}: no client gets it`,
        remedy: remedyOf(one, own),
      },
    }));
    yield* once(mistakes, server, fleet);
  },
};

function whyOf({ holder, replacement, elsewhere }: Unheld): string {
  if (replacement !== undefined)
    return `which ${plain(word(replacement.name))}, as option-def defines it, does not encapsulate`;
  if (holder === undefined) return "which no option encapsulates";
  const name = plain(word(holder.name));
  return elsewhere === undefined
    ? `and ${name}, which encapsulates it, is not configured`
    : `and ${name}, which encapsulates it, is not configured beside it`;
}

function remedyOf(one: Unheld, own: string): string {
  const { space, holder, replacement, isUsable, elsewhere, isEmptyThere } = one;
  if (replacement !== undefined) return remedyInstead(space, replacement);
  if (holder === undefined) {
    return isLikeOwnSpace(space)
      ? `Leave space out: it is then ${own}.`
      : `Define the option that is to hold it in option-def, with encapsulate ${plain(space)}, and add that option to the same option-data.`;
  }
  if (elsewhere !== undefined && isEmptyThere)
    return `Kea puts together what is in one option-data: move it to where ${labelOf(elsewhere)} is, or that to it.`;
  const name = plain(word(holder.name));
  if (!isUsable)
    return `Move it to the option-data of ${labelOf(holder.within!)}, and add ${name} there: it is defined for that class.`;
  const added = holder.isEmpty ? `{ "name": "${name}" }` : name;
  return elsewhere === undefined
    ? `Add ${added} to the same option-data.`
    : `Add ${added} and all else that it holds to the same option-data: Kea puts together only what is in one.`;
}

/** What to do where a definition replaces Kea's own of what is to hold the option. */
function remedyInstead(
  space: string,
  { name, code, encapsulates }: NonNullable<Unheld["replacement"]>,
): string {
  return typeof encapsulates === "string" && encapsulates !== ""
    ? `It encapsulates ${plain(encapsulates)}: define the option in that space, and give it that space.`
    : `Define ${plain(word(name))} with the type empty and with encapsulate ${plain(space)}, and let the same option-data have { "code": ${word(code)} }, without data.`;
}
