import { createHash } from "node:crypto";
import { readPlanned, readState } from "../../../cli/review/resources";
import { subjectsOf } from "../../../cli/review/subject";
import { UNKNOWN } from "../../../kea/json";

const change = (address: string, before: unknown, after: unknown, more: object = {}) => {
  const [type, name] = address.split(".").slice(-2);
  return { address, type, name, change: { actions: ["update"], before, after, ...more } };
};
const planOf = (changes: readonly object[], more: object = {}) =>
  JSON.stringify({ format_version: "1.2", resource_changes: changes, ...more });

const CONFIG = { Dhcp4: { "valid-lifetime": 3600 } };
const MANIFEST = JSON.stringify({
  ...{ format: 1, component: "dhcp/a", relationships: [] },
  servers: [
    {
      host: "h",
      family: "v4",
      kea: "3.0",
      where: "h",
      addresses: [],
      directories: {},
      config: "",
      control: { type: "unix", socket: "/s" },
    },
  ],
});
const rollout = (before: unknown, after: unknown) => [
  change(
    "null_resource.dhcp_rollout_a",
    before && { triggers: { "h-dhcp4": "1" } },
    after && { triggers: { "h-dhcp4": "2" } },
  ),
  change(
    "terraform_data.dhcp_deployed_a",
    before && { triggers_replace: { "h-dhcp4": before } },
    after && { triggers_replace: { "h-dhcp4": after } },
  ),
  change(
    "local_file.dhcp_h-dhcp4",
    before && { content: JSON.stringify(before) },
    after && { content: JSON.stringify(after) },
  ),
  change("local_file.dhcp_rollout-a", before && { content: MANIFEST }, after && { content: MANIFEST }),
];
const subjects = (changes: readonly object[]) =>
  subjectsOf("plan.json", readPlanned("plan.json", planOf(changes)).all);

describe("what is no plan is named, with what to give instead:", () => {
  test.each([
    ["nothing", "", "plan.json is empty. Give a plan (terraform plan -out=PLAN"],
    ["a plan as Terraform keeps it", "PK\u0003\u0004", "terraform show -json plan.json"],
    ["a file that was written half", '{"format_version":"1.2","resource_', "plan.json ends in the middle"],
    ["text", "Terraform will perform the following actions", "plan.json is not JSON"],
    ["a log", '{"@level":"info"}\n{"@level":"info"}', "is the log of a command with -json"],
    ["a list", "[]", "holds no JSON object"],
    ["a state", '{"format_version":"1.0","values":{}}', "is a state, which says what is, not what will be"],
    ["a stored state", '{"version":4,"resources":[]}', "is a state, which says what is, not what will be"],
    ["what synth wrote", '{"terraform":{},"resource":{}}', "is what synth wrote. Give its directory"],
    ["another tool's JSON", '{"steps":[]}', "is no plan of Terraform's"],
  ])("%s", (_, contents, said) => {
    expect(() => readPlanned("plan.json", contents)).toThrow(said);
  });
});

test("a plan that is given as a state is named, and so is what is neither", () => {
  expect(() => readState("s", planOf([]))).toThrow("s is a plan. It has the state in it");
  expect(() => readState("s", "{}")).toThrow("s is no state");
  expect(readState("s", '{"format_version":"1.0"}')).toEqual([]);
});

test("a plan of another stack has no rollout, and the refusal says what it has", () => {
  expect(() => subjects([change("aws_vpc.main", null, {}), change("aws_subnet.a", null, {})])).toThrow(
    "plan.json holds no rollout of cdktf-kea-ha: it has 2 resources (aws_vpc, aws_subnet). Give the plan of a stack that holds a KeaTopology.",
  );
});

test("plans of a newer format, with errors or of a part only are read, and told to be so", () => {
  expect(readPlanned("p", planOf([], { format_version: "2.0" })).notes[0]).toContain("format is 2.0");
  expect(readPlanned("p", planOf([], { errored: true, complete: false })).notes).toEqual([
    "Terraform ended this plan with an error: more may change than is in it.",
  ]);
  expect(readPlanned("p", planOf([], { complete: false })).notes[0]).toContain("is not complete");
});

test("what is in a module is told, too", () => {
  const inModule = rollout(CONFIG, CONFIG).map((one) => ({
    ...one,
    address: `module.site["x"].${one.address}`,
  }));
  const { subjects: found } = subjects(inModule);
  expect(found.map(({ running }) => [...running])).toEqual([[["h-dhcp4", CONFIG]]]);
});

test("servers that are declared no more are named, and so is a rollout that Terraform forgets", () => {
  const { subjects: found, notes } = subjects(rollout(CONFIG, null));
  expect(found).toEqual([]);
  expect(notes).toEqual([
    "h-dhcp4 is declared no more, and nothing is sent there: it goes on with what runs there now. Declare a host that leaves as retired for one deploy.",
  ]);
});

test("servers that are declared no more are named on a machine that does not have their files", () => {
  const [trigger, deployed] = rollout(CONFIG, undefined);
  const only = subjects([trigger!, deployed!]);
  expect(only.subjects).toEqual([]);
  expect(only.notes).toEqual([expect.stringMatching(/^h-dhcp4 is declared no more, and nothing is sent/)]);
  // States of older versions have nothing but the rollout.
  expect(subjects([trigger!]).notes).toEqual(only.notes);
  const others = { triggers: { image: "1" } };
  expect(() => subjects([change("null_resource.web_rollout_a", others, undefined)])).toThrow(
    "holds no rollout",
  );
});

test("what a rollout was to bring that failed is not taken for what runs", () => {
  const again = { action_reason: "replace_because_tainted" };
  const [trigger, deployed, file, manifest] = rollout(CONFIG, CONFIG);
  const hash = createHash("sha256").update(JSON.stringify(CONFIG)).digest("hex");
  const triggers = { triggers: { "h-dhcp4": hash } };
  const failed = { ...change("null_resource.dhcp_rollout_a", triggers, triggers), ...again };
  const [, made] = rollout(null, CONFIG);
  const [first] = subjects([failed, made!, file!, manifest!]).subjects;
  expect([[...first!.running], first!.lost, first!.unsure]).toEqual([[], [], ["h-dhcp4"]]);
  // What the one before it brought is known.
  const [later] = subjects([{ ...trigger!, ...again }, deployed!, file!, manifest!]).subjects;
  expect([[...later!.running], later!.unsure]).toEqual([[["h-dhcp4", CONFIG]], []]);
});

describe("a destroy that retires the servers", () => {
  const [trigger, deployed, file, manifest] = rollout(CONFIG, undefined);
  const retirement = (more: object = {}, actions = ["delete"]) => ({
    ...change("terraform_data.dhcp_retirement_a", { input: "m" }, undefined, { actions }),
    ...more,
  });
  const IDLE = { "interfaces-config": { interfaces: [] } };

  test("is told with what it sends, and nobody is said to go on", () => {
    const all = [trigger!, deployed!, file!, manifest!, retirement()];
    const { subjects: found, notes, left } = subjects(all);
    expect([notes, left]).toEqual([[], []]);
    expect(found[0]!.notes).toEqual([expect.stringContaining("its servers are retired then")]);
    expect(found[0]!.declaration.servers[0]!.declared).toMatchObject({ Dhcp4: IDLE });
    expect([...found[0]!.running]).toEqual([["h-dhcp4", CONFIG]]);
    expect(found[0]!.lost).toEqual([]);
  });

  test("is told from what Terraform has forgotten, too", () => {
    const plan = planOf([trigger!, deployed!, retirement()], {
      resource_drift: [file!, manifest!].map((one) => ({
        ...one,
        change: { ...one.change, actions: ["delete"] },
      })),
    });
    const { subjects: found } = subjectsOf("plan.json", readPlanned("plan.json", plan).all);
    expect(found[0]!.lost).toEqual([]);
  });

  test("that failed and is done again does not know what runs, and no gate is open", () => {
    const { subjects: found } = subjects([file!, manifest!, retirement()]);
    expect(found.map(({ lost }) => lost)).toEqual([["h-dhcp4"]]);
    expect(subjects([retirement()]).subjects.map(({ lost }) => lost)).toEqual([["dhcp/a"]]);
  });

  test("is of a topology and a component whose names hold its word", () => {
    const renamed = (topology: string, component: string) => {
      const now = (name: string) =>
        name
          .replace(
            /^dhcp_(rollout[_-]|deployed_|retirement_)a$/,
            (_, kind: string) => `dhcp_${kind}${component}`,
          )
          .replace(/^dhcp/, topology);
      return (one: ReturnType<typeof change>) => ({ ...one, name: now(one.name!) });
    };
    for (const [topology, component] of [
      ["early_retirement", "a"],
      ["dhcp", "a_retirement_b"],
      ["a_rollout_b", "c"],
    ] as const) {
      const rename = renamed(topology, component);
      const goes = subjects([trigger!, deployed!, file!, manifest!, retirement()].map(rename));
      expect(goes.subjects.map(({ lost, notes }) => [lost, notes.length])).toEqual([[[], 1]]);
      const failed = subjects([file!, manifest!, retirement()].map(rename));
      expect(failed.subjects.map(({ lost }) => lost)).toEqual([["h-dhcp4"]]);
      const stays = subjects(rollout(CONFIG, CONFIG).map(rename));
      expect(stays.subjects.map(({ running }) => [...running.keys()])).toEqual([["h-dhcp4"]]);
    }
  });

  test("is none where it is taken out of the code, or changed in its place", () => {
    const out = retirement({ action_reason: "delete_because_no_resource_config" });
    const { notes, left } = subjects([trigger!, deployed!, file!, manifest!, out]);
    expect(notes.join()).toContain("it goes on");
    expect(left.map(({ name, config }) => [name, config])).toEqual([["h-dhcp4", CONFIG]]);
    const { subjects: found } = subjects([...rollout(CONFIG, CONFIG), retirement({}, ["update"])]);
    expect(found.map(({ notes }) => notes)).toEqual([[]]);
  });
});

test("a configuration that is only partly known before Terraform applies is told as far as it is", () => {
  const [, deployed, file, manifest] = rollout(null, CONFIG);
  const open = [
    rollout(null, CONFIG)[0]!,
    {
      ...deployed,
      change: {
        ...deployed!.change,
        after_unknown: { triggers_replace: { "h-dhcp4": { Dhcp4: { "lease-database": { host: true } } } } },
      },
    },
    { ...file, change: { ...file!.change, after: {}, after_unknown: { content: true } } },
    { ...manifest, change: { ...manifest!.change, after: {}, after_unknown: { content: true } } },
  ];
  const { subjects: found } = subjects(open);
  expect(found[0]!.declaration.servers[0]!.declared).toEqual({
    Dhcp4: { "valid-lifetime": 3600, "lease-database": { host: "(known after apply)" } },
  });
  expect(found[0]!.notes).toEqual([
    expect.stringContaining("Where hosts are is known only when Terraform applies"),
    expect.stringContaining("Some values are known only when Terraform applies"),
  ]);
  const [read] = readPlanned(
    "p",
    planOf([file!].map((one) => ({ ...one, change: { ...one.change, after_unknown: { content: true } } }))),
  ).all;
  expect(read!.after!["content"] as unknown).toBe(UNKNOWN);
});

test("values that Terraform calls sensitive are kept from every output", () => {
  const [, deployed] = rollout(CONFIG, CONFIG);
  const marks = { triggers_replace: { "h-dhcp4": { Dhcp4: { "valid-lifetime": true } } } };
  const marked = { ...deployed, change: { ...deployed!.change, after_sensitive: marks } };
  const { subjects: found } = subjects(
    rollout(CONFIG, CONFIG).map((one) => (one.type === "terraform_data" ? marked : one)),
  );
  expect(found[0]!.sensitive).toEqual(["3600"]);
  const state = readState(
    "s",
    JSON.stringify({
      version: 4,
      resources: [
        {
          ...{ type: "terraform_data", name: "dhcp_deployed_a" },
          instances: [
            {
              attributes: { triggers_replace: { value: { h: { password: "x" } }, type: "object" } },
              sensitive_attributes: [
                [
                  { type: "get_attr", value: "triggers_replace" },
                  { type: "get_attr", value: "h" },
                ],
              ],
            },
          ],
        },
      ],
    }),
  );
  expect(state[0]).toMatchObject({
    before: { triggers_replace: { h: { password: "x" } } },
    sensitive: ["x"],
  });
});
