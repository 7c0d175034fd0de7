/** Asks real Kea whether it has the standard options of the table, under their names and codes. */
import { FAMILIES, type Family } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import { STANDARD } from "../../kea/schema/option-table";
import { type LiveKea, unixSocket } from "../kea/live";
import { lineOf } from "./collect";
import type { Findings } from "./keys";

export async function checkOptions(live: LiveKea, family: Family): Promise<Findings> {
  const wrong: string[] = [];
  for (const { code, name, since } of STANDARD[family]) {
    const option = { name, "csv-format": false, data: "00" };
    const got = await live.set(family, {
      [FAMILIES[family].root]: { ...unixSocket(live.kea, family), "option-data": [option] },
    });
    // Data that does not fit is refused with the code of the name; so is a name that is not known, without.
    const found =
      typeof got === "string"
        ? /does not match option definition \(space: \w+, code: (\d+)\)/.exec(got)?.[1]
        : (got["option-data"] as { code: number }[])[0]!.code;
    const expected = since !== undefined && lineOf(live.kea) === KeaVersion.V2_6 ? undefined : code;
    if (found === undefined ? expected !== undefined : Number(found) !== expected)
      wrong.push(`${name}, ${code}: ${typeof got === "string" ? got : `Kea has it with code ${found}`}`);
  }
  return { asked: STANDARD[family].length, wrong };
}
