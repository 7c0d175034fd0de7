import { instance } from "@viz-js/viz";
import type { Fleet } from "../kea/fleet/fleet";
import { inBothSchemes, picture } from "../kea/picture";

/** Draws a topology as SVG, for light and dark pages. */
export async function drawSvg(fleet: Fleet): Promise<string> {
  return inBothSchemes((await instance()).renderString(picture(fleet), { format: "svg" }));
}
