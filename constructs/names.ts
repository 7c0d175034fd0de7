import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { show } from "../kea/words";
import { isLater } from "./content";
import { readable } from "./telling";

/** Names become file names and Terraform addresses; what those cannot hold is refused at once. */
export function checkName(scope: IConstruct, what: string, name: unknown): string {
  const later = isLater(name);
  if (typeof name === "string" && !later && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) return name;
  const why = "files and Terraform addresses are named after it";
  throw new Error(
    later
      ? `The name of a ${what} is ${readable(scope, show(Token.asString(name)))}, which is known only when Terraform applies, and has to be known at synth: ${why}.`
      : `${show(name)} cannot name a ${what}: it takes letters, digits, - and _, since ${why}.`,
  );
}
