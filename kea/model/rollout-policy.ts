/** How a rollout goes through many servers. Users read of each at the topology's props. */
export interface RolloutPolicy {
  readonly allowUnhealthy?: boolean;
  readonly allowInterruption?: boolean;
  readonly mayBePending?: number | readonly string[];
  readonly width?: number;
  readonly canary?: boolean;
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
