import { labelOf } from "../../fleet/labels";
import { isNoData, mayBeNone } from "../../schema/option-data";
import { shapeOf } from "../../fleet/custom-options";
import type { Rule } from "../rule";

export const emptyOption: Rule = {
  code: "KEAHA187",
  name: "empty-option",
  severity: "warning",
  reason: "Kea sends a list without an entry as an option of length 0, which clients take for malformed.",
  source: "measured on Kea 3.0.4",
  kinds: ["option-data"],
  *place(place, server) {
    const { data = "", "csv-format": csv = true }: { readonly [key: string]: unknown } = place.map;
    if (typeof data !== "string" || typeof csv !== "boolean" || !isNoData(data, csv)) return;
    // What is never sent needs no data.
    if (place.map["never-send"] === true) return;
    const shape = shapeOf(place, server);
    if (shape === undefined || !mayBeNone(shape, server.family)) return;
    yield {
      path: place.path,
      message: `${labelOf(place)} has no data: Kea sends it empty.`,
      remedy:
        "Write one entry or more, with commas between them, or leave the option out. never-send keeps one that is given further out from being sent.",
    };
  },
};
