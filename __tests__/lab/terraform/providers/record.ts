/** The record of what the real providers did, and the same facts taken from a plan or state of today. */
import recorded from "./recorded.json";

type Values = Record<string, unknown>;

interface RecordedChange {
  readonly actions: string;
  readonly reason?: string;
  readonly replacedBy?: readonly string[];
  readonly before?: string;
  readonly after?: string;
  readonly unknown?: readonly string[];
}

interface RecordedPlan {
  readonly exitCode: number;
  readonly changes: Record<string, RecordedChange>;
  readonly drift?: Record<string, RecordedChange>;
}

/** A change as Terraform's JSON has it. */
interface Change {
  readonly address: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Values | null;
    readonly after: Values | null;
    readonly after_unknown?: Values;
    readonly replace_paths?: readonly (readonly string[])[];
  };
}

/** The parts of Terraform's plan that are compared. */
export interface Plan {
  readonly resource_changes?: readonly Change[];
  readonly resource_drift?: readonly Change[];
}

/** The parts of Terraform's state that are compared. */
export interface State {
  readonly values: { readonly root_module: { readonly resources: readonly StateResource[] } };
}

interface StateResource {
  readonly address: string;
  readonly values: Values;
  readonly tainted?: boolean;
}

const plans: Record<string, RecordedPlan> = recorded.plans;
const states: Record<string, Record<string, { value: string; tainted?: boolean }>> = recorded.states;
const values: Record<string, Values> = recorded.values;

/** What the record says of a plan. */
export function recordedPlan(name: string): object {
  const { exitCode, changes, drift = {} } = plans[name]!;
  return { exitCode, changes: mapped(changes, expanded), drift: mapped(drift, expanded) };
}

/** What the record says of a state. */
export function recordedState(name: string): object {
  return mapped(states[name]!, ({ value, tainted = false }) => ({ values: values[value], tainted }));
}

/** The same facts as `recordedPlan`, of a plan made now. */
export function planFacts(exitCode: number, plan: Plan): object {
  return { exitCode, changes: changeFacts(plan.resource_changes), drift: changeFacts(plan.resource_drift) };
}

/** The same facts as `recordedState`, of the state now. */
export function stateFacts(state: State): object {
  const resources = state.values.root_module.resources;
  return Object.fromEntries(
    resources.map(({ address, values, tainted = false }) => [
      address,
      { values: withoutChance(values), tainted },
    ]),
  );
}

function expanded(change: RecordedChange): object {
  const { actions, reason, replacedBy = [], before, after, unknown = [] } = change;
  const known = Object.entries(after ? values[after]! : {}).filter(([name]) => !unknown.includes(name));
  return {
    actions,
    reason,
    replacedBy,
    before: before ? values[before] : null,
    after: after ? Object.fromEntries(known) : null,
    unknown,
  };
}

function changeFacts(changes: readonly Change[] = []): object {
  const facts = changes.map(({ address, action_reason, change }) => {
    const unknown = Object.entries(change.after_unknown ?? {}).filter(([, value]) => value === true);
    return [
      address,
      {
        actions: change.actions.join(" "),
        reason: action_reason,
        replacedBy: (change.replace_paths ?? []).map(([name]) => name).sort(),
        before: withoutChance(change.before),
        after: withoutChance(change.after),
        unknown: unknown.map(([name]) => name).sort(),
      },
    ];
  });
  return Object.fromEntries(facts) as object;
}

/** The id of a null_resource is a random number; that it is one is all that can be compared. */
function withoutChance(found: Values | null): Values | null {
  return found && /^\d{1,19}$/.test(String(found["id"])) ? { ...found, id: "<random>" } : found;
}

function mapped<From>(entries: Record<string, From>, change: (from: From) => object): object {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
}
