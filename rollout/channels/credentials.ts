import type { HttpControl } from "../../kea/model/manifest";
import { ChannelError } from "./channel";
import { readOrExplain } from "./read-file";

/** A user and a password, and where the password came from: only the latter may be shown. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
  /** For messages: `the password from /etc/kea/password`. */
  readonly source: string;
}

/** Reads the password of a control channel whose user and password fit; undefined when it has none. */
export async function readCredentials(host: string, control: HttpControl): Promise<Credentials | undefined> {
  const { user, passwordFile, passwordEnv } = control;
  if (user === undefined) return undefined;
  return passwordFile === undefined
    ? fromEnvironment(host, user, passwordEnv!)
    : fromFile(host, user, passwordFile);
}

async function fromFile(host: string, user: string, path: string): Promise<Credentials> {
  const text = (await readOrExplain(host, path, `the password of user ${user}`)).toString("utf8");
  const password = text.split(/\r?\n/, 1)[0] ?? "";
  if (password === "") {
    throw new ChannelError(
      host,
      `The first line of ${path} is empty, there should be the password of user ${user}.`,
      "Write the password into the first line of the file.",
    );
  }
  return { user, password, source: `the password from ${path}` };
}

function fromEnvironment(host: string, user: string, name: string): Credentials {
  const password = process.env[name];
  if (!password) {
    throw new ChannelError(
      host,
      `The environment variable ${name} with the password of user ${user} is ${password === undefined ? "not set" : "empty"}.`,
      "Set it where Terraform runs.",
    );
  }
  return { user, password, source: `the password from the environment variable ${name}` };
}
