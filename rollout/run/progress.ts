import { enumerate, few } from "../../kea/words";
import type { Plan } from "../plan/plan";
import { describeStep, type Step, subject } from "../plan/steps";
import { describeState, progressLine, type State, stateLine } from "./progress-lines";

/** With more servers than this, waves are told instead of steps. */
const FEW = 10;

/** Of many servers, who waits longer than this is named. */
const LONG_MS = 30_000;

/** What happens, a line each, as it happens: the user's progress bar while Terraform applies. */
export class Progress {
  private readonly started = performance.now();
  private readonly width: number;
  private readonly isLarge: boolean;
  private waves: Plan["waves"] = [];
  private begun = 0;
  /** Steps that took time, so far. */
  private waited = 0;
  /** Steps that a server that changes has before it. */
  private readonly before = new Map<string, number>();
  private readonly waits = new Map<string, NodeJS.Timeout>();

  /** @param servers names of all servers. */
  constructor(
    private readonly write: (line: string) => void,
    servers: readonly string[],
  ) {
    this.width = Math.max(...servers.map((name) => name.length), 0);
    this.isLarge = servers.length > FEW;
  }

  /**
   * @param names server or relationship, or several.
   * @param what what happens to them, in a few words.
   */
  line(names: string | readonly string[], what: string): void {
    const all = typeof names === "string" ? names.split(", ") : names;
    const name = this.isLarge ? few(all) : all.join(", ");
    this.write(progressLine(performance.now() - this.started, name.padEnd(this.width), what));
  }

  /** What there is to say of each: one by one, or what many have in common. */
  each(kind: "servers" | "relationships", all: readonly (readonly [name: string, what: string])[]): void {
    if (!this.isLarge) return all.forEach(([name, what]) => this.line(name, what));
    const names = new Map<string, string[]>();
    for (const [name, what] of all) names.set(what, [...(names.get(what) ?? []), name]);
    for (const [what, same] of names) this.line(same.length === 1 ? same : `${same.length} ${kind}`, what);
  }

  /** The steps that come now. */
  begin(waves: Plan["waves"]): void {
    this.waves = waves;
    this.begun = performance.now();
    for (const { server } of waves.flat().flatMap(({ steps }) => steps.flatMap(ofServer)))
      this.before.set(server, (this.before.get(server) ?? 0) + 1);
  }

  /** A wave begins. */
  wave(index: number): void {
    if (!this.isLarge) return;
    const stages = this.waves[index]!;
    const set = new Set(stages.flatMap(({ steps }) => steps.flatMap(ofServer)).map(({ server }) => server));
    const what = `sets ${few([...set])}; ${describeState(this.state)}`;
    this.line(`wave ${index + 1} of ${this.waves.length}`, what);
  }

  /** A step is done. @param dead members that died while it waited, without whom it went on */
  step(step: Step, dead: readonly string[] = []): void {
    if (takesTime(step)) this.waited += 1;
    for (const { server } of ofServer(step)) this.before.set(server, (this.before.get(server) ?? 0) - 1);
    clearTimeout(this.waits.get(subject(step)));
    const what =
      dead.length === 0 ? describeStep(step) : `goes on without ${enumerate(dead)}, which died meanwhile`;
    if (!this.isLarge || dead.length > 0) this.line(subject(step), what);
    if (this.isLarge) this.write(stateLine(this.state));
  }

  /** Somebody waits, for another reason than before. */
  waiting(on: string, why: string): void {
    if (!this.isLarge) return this.line(on, `waiting: ${why}`);
    clearTimeout(this.waits.get(on));
    this.waits.set(on, setTimeout(() => this.line(on, `still waiting: ${why}`), LONG_MS).unref());
  }

  private get state(): State {
    const waits = this.waves.flat().flatMap(({ steps }) => steps.filter(takesTime)).length;
    const each = (performance.now() - this.begun) / this.waited;
    return {
      done: [...this.before.values()].filter((count) => count === 0).length,
      all: this.before.size,
      leftMs: this.waited === 0 ? undefined : each * (waits - this.waited),
    };
  }
}

/** A step that a server has to go through until it is done. */
function ofServer(step: Step): { readonly server: string }[] {
  return step.kind === "set" || step.kind === "persist" ? [step] : [];
}

/** Steps that wait for heartbeats; Kea does the others at once. */
function takesTime({ kind }: Step): boolean {
  return kind === "settle" || kind === "gate";
}
