import { Token } from "cdktf";
import { show } from "../kea/words";

/** Names become file names and Terraform addresses; what those cannot hold is refused at once. */
export function checkName(what: string, name: unknown): string {
  if (typeof name === "string" && !Token.isUnresolved(name) && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name))
    return name;
  throw new Error(
    `${show(name)} cannot name a ${what}: it takes letters, digits, - and _, since files and Terraform addresses are named after it.`,
  );
}
