import { Token } from "cdktf";

/** Names become file names and Terraform addresses; what those cannot hold is refused at once. */
export function checkName(what: string, name: string): string {
  if (!Token.isUnresolved(name) && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) return name;
  throw new Error(
    `${JSON.stringify(name)} cannot name a ${what}: it takes letters, digits, - and _, since files and Terraform addresses are named after it.`,
  );
}
