import type { RelationshipChange } from "./change";
import { groups, type Pass, waves } from "./order";
import { Simulation } from "./simulation";
import type { Stage } from "./steps";

/** The stages of all passes, in waves of stages that share no relationship. */
export function stagesOf(passes: readonly Pass[], changes: readonly RelationshipChange[]): Stage[][] {
  const simulation = new Simulation(changes);
  return passes.flatMap((pass) => {
    const seen = pass.steady ? changes.map((c): RelationshipChange => ({ ...c, change: "steady" })) : changes;
    return waves(
      groups(pass, seen).map((group) => ({ group, stage: simulation.stage(group, pass, seen) })),
      seen,
    );
  });
}
