import { addressKey } from "../ip";
import { withoutBrackets, zoneOf } from "../url";
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
      return `ssh ${machineOf(control)} ${control.socket}`;
    case "http":
      return `http ${URL.canParse(control.url) ? new URL(control.url).href : control.url} ${family}`;
  }
}

/** The machine that a control channel leads to, in one spelling. */
export function machineOf(control: Control): string {
  switch (control.type) {
    case "unix":
      return "";
    case "ssh": {
      const { address, port = SSH_PORT } = control;
      return machineAt(address, port === SSH_PORT ? "" : `port ${port}`);
    }
    case "http":
      return machineAt(URL.canParse(control.url) ? new URL(control.url).hostname : control.url);
  }
}

function machineAt(address: string, port = ""): string {
  const plainAddress = withoutBrackets(address);
  return `${addressKey(plainAddress)} ${zoneOf(plainAddress)} ${port}`;
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
