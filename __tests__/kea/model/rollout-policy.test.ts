import { policyProblems, type RolloutPolicy } from "../../../kea/model/rollout-policy";

test.each<[RolloutPolicy, string[]]>([
  [{}, []],
  [{ mayBePending: 2, width: 100, canary: false, mayFail: 0.5 }, []],
  [{ mayBePending: ["berlin"] }, []],
  [
    { mayBePending: ["oslo"] },
    ["mayBePending: oslo is no host of this topology. Name one that is, or give a number."],
  ],
  [{ mayBePending: -1 }, ["mayBePending -1: give a number of hosts, 0 or more, or their names."]],
  [{ width: 0 }, ["width 0: give a number of sites that change at the same time, 1 or more."]],
  [{ mayFail: 10 }, ["mayFail 10: give a share of the sites, from 0 (the first failure stops) to 1."]],
])("%j: %j", (policy, problems) => {
  expect(policyProblems(policy, ["berlin", "lisbon"])).toEqual(problems);
});
