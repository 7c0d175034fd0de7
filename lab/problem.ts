/** Words for what the operating system refuses, because an error's code tells nobody what to do. */
import { getSystemErrorName } from "node:util";

const REASONS: Readonly<Record<string, readonly [because: string, remedy: string]>> = {
  EACCES: ["this user may not do that", "run as the user that it belongs to, or give it to this one"],
  EPERM: ["this user may not do that", "run as the user that it belongs to, or give it to this one"],
  EROFS: ["the file system is read-only", "mount it writable, or use a checkout elsewhere"],
  ENOSPC: ["the disk is full", "make room there"],
  EDQUOT: ["this user's share of the disk is full", "make room there"],
  ENOENT: ["it, or what leads to it, is not there", "see why it is missing"],
  ENOTDIR: ["something on the way to it is not a directory", "move that away"],
  EEXIST: ["something else has that name already", "move that away"],
  EISDIR: ["it is a directory", "move that away"],
  ENOTEMPTY: ["somebody else writes there at the same time", "wait until that has ended"],
  ELOOP: ["its links lead in a circle", "remove the link"],
  EMFILE: ["too many files are open", 'raise the limit ("ulimit -n")'],
};

const CALLS: Readonly<Record<string, string>> = {
  mkdir: "made",
  mkdtemp: "made",
  rename: "renamed",
  rm: "removed",
  rmdir: "removed",
  unlink: "removed",
  symlink: "made",
  copyfile: "copied",
  write: "written",
  spawn: "started",
  spawnSync: "started",
};

/** What happened and what to do, in a sentence without codes; other errors' own messages as they are. */
export function explained(problem: unknown): string {
  const { code, errno, syscall, path, message } = (problem ?? {}) as Partial<NodeJS.ErrnoException>;
  if (message === undefined) return String(problem);
  if (code?.endsWith("MODULE_NOT_FOUND"))
    return 'an installed package is missing or broken; run "npm ci", then "bash lab/setup.sh" again.';
  if (syscall === undefined) return message;
  const name = typeof errno === "number" && errno < 0 ? getSystemErrorName(errno) : (code ?? "");
  const [because, remedy] = REASONS[name] ?? [
    `the system says "${described(message)}"`,
    "see what is wrong there",
  ];
  const done = CALLS[syscall.split(" ")[0]!] ?? "used";
  return `${path ?? "a file"} cannot be ${done}, because ${because}; ${remedy}, then run "bash lab/setup.sh" again.`;
}

/** Node's own words, without the code before them and the call after them. */
function described(message: string): string {
  return message.replace(/^[A-Z_0-9]+: /, "").replace(/, \w+( '.*)?$/s, "");
}
