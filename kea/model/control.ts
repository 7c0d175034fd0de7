import { text } from "../json";
import { isLoopback } from "../url";
import type { Control, HttpControl, SshControl } from "./manifest";

/** Why a control channel cannot be used, and what to do. */
export interface ControlProblem {
  readonly cause: string;
  readonly remedy: string;
}

/**
 * What is wrong with a control channel before anything is opened, in the order of its properties. What only
 * Terraform knows is not looked at.
 */
export function controlProblems(control: Control): ControlProblem[] {
  switch (control.type) {
    case "ssh":
      return sshProblems(control);
    case "http":
      return [urlProblem(control), userProblem(control), certificateProblem(control)].filter(
        (problem) => problem !== undefined,
      );
    default:
      return [];
  }
}

/** An absolute path, or what ssh makes one of: its home directory, a variable. `none` is no file. */
const LEADS_SOMEWHERE = /^([/~]|\$\{\w+\}|none$)/i;

/** Words that cannot be given to ssh without changing their meaning, and files that it would not find. */
function sshProblems(control: SshControl): ControlProblem[] {
  const words: [string, unknown, RegExp][] = [
    ["address", control.address, /^[^-\s"'\\@/]\S*$/],
    ["user", control.user, /^[^-\s"'\\]\S*$/],
    ["socket path", control.socket, /^\/[^\p{Cc}]+$/u],
    ["key file", control.identityFile, /^[^"\p{Cc}]+$/u],
    ["known hosts file", control.knownHostsFile, /^[^"\p{Cc}]+$/u],
  ];
  const unfit = words.find(([, value, fit]) => typeof value === "string" && !fit.test(value));
  const files = { identityFile: control.identityFile, knownHostsFile: control.knownHostsFile };
  const relative = Object.entries(files).filter(([, path]) => text(path) && !LEADS_SOMEWHERE.test(path!));
  return [
    ...(unfit
      ? [
          {
            cause: `The ${unfit[0]} ${JSON.stringify(unfit[1])} cannot be given to ssh.`,
            remedy: `Correct ${unfit[0] === "address" ? "the address of the host, or that in its control channel where it has one" : "it in the control channel"}.`,
          },
        ]
      : []),
    ...relative.map(([name, path]) => ({
      cause: `The ${name} ${path} of the control channel is not an absolute path.`,
      remedy: "Begin it with /, ~ or ${HOME}: Terraform runs in a directory of its own.",
    })),
  ];
}

/** Urls that carry secrets, lead nowhere, or send configurations readable over a network. */
function urlProblem(control: HttpControl): ControlProblem | undefined {
  const { url: declared, allowPlain } = control;
  if (text(declared) === undefined) return undefined;
  const url = URL.canParse(declared) ? new URL(declared) : undefined;
  if (url?.username || url?.password) {
    return {
      cause: `The url of the control channel to ${url.host} has a user or a password in it.`,
      remedy:
        "Give the user by itself and the password in a file or an environment variable: urls are shown and stored.",
    };
  }
  // What is no url may still hold a password.
  const shown = declared.includes("@") ? "" : ` ${JSON.stringify(declared)}`;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    return {
      cause: `The control channel's url${shown} is not an http or https url.`,
      remedy: "Write it like https://192.0.2.1:8000/.",
    };
  }
  const isPlain = url.protocol === "http:" && !isThisMachine(url.hostname);
  // A switch that only Terraform knows may be on.
  if (!isPlain || (allowPlain !== undefined && allowPlain !== false)) return undefined;
  return {
    cause: `The control channel ${declared} would send ${
      control.user === undefined ? "configurations" : "a password and configurations"
    } over the network readable to anybody.`,
    remedy: "Use https, ssh or a unix socket, or allow plain HTTP by name (allowPlain).",
  };
}

function isThisMachine(hostname: string): boolean {
  return hostname === "localhost" || isLoopback(hostname.replace(/^\[(.*)\]$/, "$1"));
}

/** Basic authentication takes a user and one source of the password. */
function userProblem({ url, user, passwordFile, passwordEnv }: HttpControl): ControlProblem | undefined {
  const given = [passwordFile, passwordEnv].filter((source) => source !== undefined).length;
  if (user === undefined && given === 0) return undefined;
  const channel = channelTo(url);
  if (user === undefined || given !== 1) {
    return {
      cause:
        user === undefined
          ? `${channel} has a password but no user.`
          : `${channel} needs one source for the password of ${userOf(user)}, it has ${given}.`,
      remedy: "Give a user and either a password file or the name of an environment variable.",
    };
  }
  if (!text(user)?.includes(":")) return undefined;
  return {
    cause: `The user ${user} of the control channel ${url} has a colon in it.`,
    remedy: "Use a user without: basic authentication cannot carry it.",
  };
}

function certificateProblem({ url, certFile, keyFile }: HttpControl): ControlProblem | undefined {
  if ((certFile === undefined) === (keyFile === undefined)) return undefined;
  const [has, lacks] = certFile === undefined ? ["key", "certificate"] : ["certificate", "key"];
  return {
    cause: `${channelTo(url)} has a client ${has} without its ${lacks}.`,
    remedy: "Give both files or none.",
  };
}

const channelTo = (url: unknown) =>
  text(url) === undefined ? "The control channel" : `The control channel ${text(url)}`;

const userOf = (user: unknown) => (text(user) === undefined ? "its user" : `user ${text(user)}`);
