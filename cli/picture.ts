import { instance } from "@viz-js/viz";
import type { Fleet } from "../kea/fleet/fleet";
import { picture } from "../kea/picture";

/** Draws a topology as SVG. */
export async function drawSvg(fleet: Fleet): Promise<string> {
  return (await instance()).renderString(picture(fleet), { format: "svg" });
}
