/** How far a rollout is. */
export interface State {
  /** Servers that are done, of those that change. */
  readonly done: number;
  readonly all: number;
  /** Milliseconds that are left; undefined as long as nobody can tell. */
  readonly leftMs: number | undefined;
}

/** What a line is that a rollout wrote. Whatever it did not write as progress is an error. */
export type Kind = "progress" | "state" | "error";

const STATE = /^~ (\d+) of (\d+) /;
const PROGRESS = /^ *\d+\.\ds {2}/;

/** Characters of a bar. */
const BAR = 24;

/** A line that says what happens, and when. */
export function progressLine(ms: number, subject: string, what: string): string {
  return `${(ms / 1000).toFixed(1).padStart(6)}s  ${subject}  ${what}`;
}

/** Where a rollout is, in words. */
export function describeState({ done, all, leftMs }: State): string {
  return `${done} of ${all} servers done${leftMs === undefined ? "" : `, about ${duration(leftMs)} left`}`;
}

/** A line that is of interest until the next one. */
export function stateLine(state: State): string {
  return `~ ${describeState(state)}`;
}

/** What a line is, by its beginning. */
export function kindOf(line: string): Kind {
  if (STATE.test(line)) return "state";
  return PROGRESS.test(line) ? "progress" : "error";
}

/** A state's line as a bar. */
export function barOf(line: string): string {
  const [, done, all] = STATE.exec(line)!;
  const full = Math.round((Number(done) / Number(all)) * BAR);
  return `[${"#".repeat(full)}${".".repeat(BAR - full)}] ${line.slice(2)}`;
}

function duration(ms: number): string {
  return ms < 90_000 ? `${Math.max(1, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`;
}
