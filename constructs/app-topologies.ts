import { TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** A topology, as those of an app are judged together. */
export interface Judged extends IConstruct {
  /** Finds what is wrong with it. */
  _judge(): void;
  /** Finds what is wrong with it beside those before it. */
  _judgeBeside(all: readonly this[]): void;
}

/**
 * The topologies of an app. cdktf looks at one stack after the other and writes each before it comes to the next:
 * here all are judged before the first is written, and what is wrong with any ends the synth.
 */
export class AppTopologies<T extends Judged> {
  private static readonly ofApps = new WeakMap<IConstruct, AppTopologies<Judged>>();
  private readonly added: T[] = [];
  /** Those that were declared or changed since they were judged. */
  private readonly changed = new Set<T>();
  private readonly guarded = new Set<TerraformStack>();
  private readonly written = new Set<T>();
  private isEnding = false;

  static of<T extends Judged>(scope: IConstruct): AppTopologies<T> {
    const { root } = scope.node;
    const known = AppTopologies.ofApps.get(root) ?? new AppTopologies();
    AppTopologies.ofApps.set(root, known);
    return known as unknown as AppTopologies<T>;
  }

  /** Those that are still there, in the order of their declaration. */
  get all(): readonly T[] {
    return this.added.filter(isThere);
  }

  add(topology: T): void {
    this.added.push(topology);
    this.change(topology);
    this.guard(TerraformStack.of(topology));
  }

  /** Remembers that something was declared in a topology. */
  change(topology: T): void {
    this.changed.add(topology);
  }

  /** Judges what was not judged yet as it is. */
  judge(): void {
    if (this.changed.size === 0) return;
    const all = this.all;
    for (const topology of all) if (this.changed.has(topology)) topology._judge();
    this.changed.clear();
    for (const topology of all) topology._judgeBeside(all);
  }

  /** Lets what is wrong with any topology end the synth of a stack. */
  guard(stack: TerraformStack): void {
    if (this.guarded.has(stack)) return;
    this.guarded.add(stack);
    stack.node.addValidation({ validate: () => this.endFor(stack) });
  }

  /** Whether all topologies are written, now that one more is. */
  areWritten(topology: T): boolean {
    this.written.add(topology);
    const isLast = this.all.every((one) => this.written.has(one));
    if (isLast) this.written.clear();
    return isLast;
  }

  /**
   * @throws with what is wrong with the stack and with topologies outside of it, as cdktf tells it: of
   *   what a validation returns it would say that it is in the stack.
   */
  private endFor(stack: TerraformStack): string[] {
    if (this.isEnding) return [];
    this.judge();
    const isOutside = ({ node }: T) => !node.scopes.includes(stack);
    const elsewhere = told(new Set(this.all.filter(isOutside).flatMap(constructsOf)));
    if (elsewhere.length === 0) return [];
    this.isEnding = true;
    try {
      const lines = [...told(stack.node.findAll()), ...elsewhere];
      throw new Error(`Validation failed with the following errors:\n  ${lines.join("\n  ")}\n`);
    } finally {
      this.isEnding = false;
    }
  }
}

function isThere(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(id) === construct && isThere(scope));
}

/** What is declared with a topology: resources are looked at when their stack is synthesized. */
function constructsOf(topology: IConstruct): IConstruct[] {
  const { scopes } = topology.node;
  const around = scopes.slice(scopes.indexOf(TerraformStack.of(topology)) + 1, -1);
  return [...around, ...topology.node.findAll()].filter((one) => !TerraformElement.isTerraformElement(one));
}

function told(constructs: Iterable<IConstruct>): string[] {
  return [...constructs].flatMap(({ node }) => node.validate().map((problem) => `[${node.path}] ${problem}`));
}
