import { instance } from "@viz-js/viz";
import type { Fleet } from "../kea/fleet/fleet";
import { type Changed, inBothSchemes, picture } from "../kea/shown/picture";

/** Draws a topology as SVG, for light and dark pages. @param changed what is marked in it. */
export async function drawSvg(fleet: Fleet, changed: Changed = {}): Promise<string> {
  return inBothSchemes((await instance()).renderString(picture(fleet, changed), { format: "svg" }));
}
