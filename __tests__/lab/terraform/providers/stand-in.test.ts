/** The providers that set-up chose do what was recorded of the real ones, step by step. */
import { appendFileSync, existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describeWithProviders } from "./availability";
import { configuration, type Variation } from "./configuration";
import { ScratchModule, type Ended } from "./module";
import { planFacts, recordedPlan, recordedState, stateFacts, type Plan, type State } from "./record";
import recorded from "./recorded.json";

jest.setTimeout(60_000);

describeWithProviders("what was recorded of the real providers", () => {
  let module: ScratchModule;
  let planText = "";

  beforeAll(async () => {
    module = new ScratchModule();
    module.write(configuration({ pool: 219 }));
    expect(await module.terraform("init", "-input=false")).toMatchObject({ exitCode: 0 });
  });
  afterAll(() => module.remove());

  const expectPlan = async (name: string, variation?: Variation, ...options: string[]): Promise<void> => {
    if (variation) module.write(configuration(variation));
    const args = ["-input=false", "-detailed-exitcode", "-no-color", "-out", "plan", ...options];
    const { exitCode, stdout } = await module.terraform("plan", ...args);
    planText = stdout;
    expect(planFacts(exitCode, await module.json<Plan>("show", "-json", "plan"))).toEqual(recordedPlan(name));
  };
  const apply = (): Promise<Ended> => module.terraform("apply", "-input=false", "-no-color", "plan");
  const applied = async (): Promise<void> => expect(await apply()).toMatchObject({ exitCode: 0 });
  const expectState = async (name: string): Promise<void> =>
    expect(stateFacts(await module.json<State>("show", "-json"))).toEqual(recordedState(name));
  const mode = (path: string): string => `0o${(statSync(module.path(path)).mode & 0o7777).toString(8)}`;
  const firstFile = (): string => module.path("kea", module.files("kea")[0]!);

  test("schemas", async () => {
    const { provider_schemas } = await module.json<Schemas>("providers", "schema", "-json");
    const [local, none] = ["local", "null"].map((type) => {
      const found = Object.entries(provider_schemas).find(([address]) =>
        address.endsWith(`/hashicorp/${type}`),
      );
      return withoutDescriptions(found![1]) as Schemas["provider_schemas"][string];
    });
    expect({
      local_file: local!.resource_schemas["local_file"],
      null_resource: none!.resource_schemas["null_resource"],
      provider: local!.provider,
    }).toEqual(recorded.schemas);
    expect(none!.provider).toEqual(recorded.schemas.provider);
  });

  test("creating two files and a rollout", async () => {
    await expectPlan("create");
    await applied();
    await expectState("after-create");
    const modes = module.files("kea").map((name) => [name, mode(`kea/${name}`)]);
    expect(Object.fromEntries(modes)).toEqual(recorded.files["after create"]);
    expect(mode("kea")).toBe(recorded.files.directory);
  });

  test("nothing to do", () => expectPlan("no-op"));

  test("a changed pool, with a hash in the file's name", async () => {
    await expectPlan("content-changed-hashed-name", { pool: 220 });
    // The record is of Terraform's words; OpenTofu's may differ.
    if (planText.includes("Terraform will perform"))
      expect(withoutId(planText)).toContain(
        readFileSync(join(__dirname, "recorded-plan.txt"), "utf8").trimEnd(),
      );
    await applied();
    expect(module.files("kea")).toEqual(recorded.files["after content-changed-hashed-name"]);
  });

  test("a file that is gone", async () => {
    rmSync(firstFile());
    await expectPlan("file-missing");
    await applied();
  });

  test("a file that was edited", async () => {
    appendFileSync(firstFile(), " ");
    await expectPlan("file-edited");
    await applied();
  });

  test("a rollout that fails", async () => {
    await expectPlan("before-failure", { pool: 221, failing: true });
    const { exitCode, stderr } = await apply();
    expect(exitCode).toBe(recorded.failure.exitCode);
    expect(withoutPlace(stderr)).toBe(withoutPlace(recorded.failure.stderr));
    await expectState("after-failure");
    await expectPlan("after-failure");
  });

  test("the same rollout, mended", async () => {
    await expectPlan("after-failure-fixed", { pool: 221 });
    await applied();
    await expectPlan("healed");
  });

  test("files that lose the hash in their names", async () => {
    await expectPlan("stable-name", { pool: 222, stableNames: true });
    await applied();
  });

  test("a changed pool, with a stable file name", async () => {
    await expectPlan("stable-name-content-changed", { pool: 223, stableNames: true });
    await applied();
    expect(existsSync(module.path("kea/h1.json"))).toBe(true);
  });

  test("destroying everything", async () => {
    await expectPlan("destroy", undefined, "-destroy");
    await applied();
    expect(module.files("kea")).toEqual(recorded.files["after destroy"]);
  });
});

interface Schemas {
  provider_schemas: Record<string, { provider: object; resource_schemas: Record<string, object> }>;
}

function withoutDescriptions(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key.startsWith("description") ? undefined : value)),
  );
}

function withoutId(planText: string): string {
  return planText.replace(/(~ id +)= "\d+"/, '$1= "<random>"');
}

/** An error without the line of the module that it points to: that is about the file's layout. */
function withoutPlace(stderr: string): string {
  return stderr.replace(/line \d+|^ +\d+: .*$/gm, "").trim();
}
