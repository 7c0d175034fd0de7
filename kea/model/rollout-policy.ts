/** How a rollout goes through many servers. */
export interface RolloutPolicy {
  /** Start although a relationship is not healthy. Default: false. */
  readonly allowUnhealthy?: boolean;
  /** Set servers although no partner can serve their clients meanwhile. Default: false. */
  readonly allowInterruption?: boolean;
  /** How many hosts that do not answer, or which, may be left for the next rollout. Default: none. */
  readonly mayBePending?: number | readonly string[];
  /** Stages that run at the same time, at most. Default: 10. */
  readonly width?: number;
  /** One site of each family goes before the others. Default: when more than ten servers change. */
  readonly canary?: boolean;
  /** Share of the sites, from 0 to 1, that may fail before no other is begun. Default: 0, the first. */
  readonly mayFail?: number;
}

/** What is wrong with a policy, a sentence each. */
export function policyProblems(
  { mayBePending, width, mayFail }: RolloutPolicy,
  hosts: readonly string[],
): string[] {
  const problems: string[] = [];
  const isCount = (value: unknown, least: number) => Number.isInteger(value) && (value as number) >= least;
  if (typeof mayBePending === "number" && !isCount(mayBePending, 0))
    problems.push(`mayBePending ${mayBePending}: give a number of hosts, 0 or more, or their names.`);
  if (mayBePending !== undefined && typeof mayBePending !== "number")
    for (const host of mayBePending.filter((name) => !hosts.includes(name)))
      problems.push(`mayBePending: ${host} is no host of this topology. Name one that is, or give a number.`);
  if (width !== undefined && !isCount(width, 1))
    problems.push(`width ${width}: give a number of sites that change at the same time, 1 or more.`);
  if (mayFail !== undefined && !(mayFail >= 0 && mayFail <= 1))
    problems.push(`mayFail ${mayFail}: give a share of the sites, from 0 (the first failure stops) to 1.`);
  return problems;
}
