import { addressKey } from "../ip";
import { zoneOf } from "../url";
import { plain, plainUrl } from "../words";
import { FAMILIES, type Family } from "./family";
import type { Control } from "./manifest";

/** Port of ssh where its own configuration has none. */
const SSH_PORT = 22;

/** Where a control channel leads to, in one spelling: at one place there is one server of a family. */
export function placeOf(control: Control, family: Family): string {
  switch (control.type) {
    case "unix":
      return `unix ${control.socket}`;
    case "ssh":
      return `ssh ${addressKey(control.address)} ${zoneOf(control.address)} ${control.port ?? SSH_PORT} ${control.socket}`;
    case "http":
      return `http ${URL.canParse(control.url) ? new URL(control.url).href : control.url} ${family}`;
  }
}

/** The same as messages show it. */
export function showPlace(control: Control, family: Family): string {
  switch (control.type) {
    case "unix":
      return `socket ${plain(control.socket)} of the machine that runs Terraform`;
    case "ssh": {
      const port = control.port === undefined ? "" : `, port ${control.port}`;
      return `ssh to ${plain(control.address)}${port}, socket ${plain(control.socket)}`;
    }
    case "http":
      return `${plainUrl(control.url)}, ${FAMILIES[family].service}`;
  }
}
