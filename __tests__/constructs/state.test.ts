/** State that lies in PostgreSQL: two machines, one state, and what pull requests need of that. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { App, PgBackend } from "cdktf";
import { parse } from "yaml";
import { ControlChannel, HubAndSpoke } from "../../constructs";
import { findTerraform } from "../../lab/terraform/providers/terraform";
import { providerEnvironment } from "../../lab/terraform/providers/environment";
import { KeaStack } from "../../stacks";
import { describeWithProviders } from "../lab/terraform/providers/availability";
import { PROJECT } from "../support/article";
import { describeUnless } from "../support/describe-unless";
import { Postgres, whyNoPostgres } from "../support/postgres";

jest.setTimeout(240_000);

interface Step {
  readonly name?: string;
  readonly run?: string;
}
const { jobs } = parse(readFileSync(join(PROJECT, "examples/pull-requests/github-actions.yml"), "utf8")) as {
  jobs: Record<string, { readonly steps: readonly Step[] }>;
};
/** What a step of the example's workflow runs. */
const script = (job: string, name: string) => jobs[job]!.steps.find((step) => step.name === name)!.run!;

const PASSWORD = "hush-hush";

/** What is in a saved plan, which is a zip archive, one file after another. */
function unpacked(archive: Buffer): string {
  const files: string[] = [];
  for (let at = archive.indexOf("PK\x03\x04"); at >= 0; at = archive.indexOf("PK\x03\x04", at + 4)) {
    const data = archive.subarray(at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28));
    files.push((archive.readUInt16LE(at + 8) === 8 ? inflateRawSync(data) : data).toString("latin1"));
  }
  return files.join("\n");
}

const why = whyNoPostgres();
const describeHere = (name: string, suite: () => void) =>
  why ? describeUnless(why, name, suite) : describeWithProviders(name, suite);

describeHere("state in PostgreSQL", () => {
  const work = mkdtempSync(join(tmpdir(), "kea-ha-state-"));
  let postgres: Postgres;
  /** Takes a rollout's question, and answers when it is let go. */
  let host: Server;
  const waiting: Socket[] = [];
  let asked: () => void;

  beforeAll(async () => {
    postgres = await Postgres.start();
    host = createServer((socket) => {
      waiting.push(socket.on("error", () => undefined));
      asked?.();
    });
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    mkdirSync(join(work, "bin"));
    symlinkSync(findTerraform()!.path, join(work, "bin/terraform"));
  });
  afterAll(async () => {
    for (const socket of waiting) socket.destroy();
    host?.close();
    await postgres?.stop();
    rmSync(work, { recursive: true, force: true });
  });

  /** A checkout on a machine of its own, synthesized. */
  function machine(name: string, last = 250): string {
    const directory = join(work, name);
    mkdirSync(directory);
    const app = new App({ outdir: join(directory, "cdktf.out"), stackTraces: false });
    const stack = new KeaStack(app, "sites");
    new PgBackend(stack, { connStr: "postgres:///terraform" });
    const { port } = host.address() as { port: number };
    const control = (name: string) => ControlChannel.http({ dhcp4: `http://127.0.0.1:${port}/${name}` });
    new HubAndSpoke(stack, "dhcp", {
      hub: { name: "hq", address: "10.0.0.1", control: control("hq") },
      spokes: [
        {
          name: "berlin",
          address: "10.1.0.1",
          control: control("berlin"),
          subnets: [{ id: 1, subnet: "10.1.0.0/24", pools: [`10.1.0.10-10.1.0.${last}`] }],
        },
      ],
    });
    app.synth();
    return directory;
  }

  /** Runs a script as CI does. */
  function shell(cwd: string, text: string): Promise<{ exitCode: number; said: string }> {
    const env = {
      ...process.env,
      ...providerEnvironment(),
      ...postgres.environment,
      PGPASSWORD: PASSWORD,
      STACK: "cdktf.out/stacks/sites",
      PATH: `${join(work, "bin")}:${process.env.PATH}`,
    };
    return new Promise((resolve) => {
      const child = spawn("sh", ["-e", "-c", text], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => (said += String(chunk)));
      child.on("close", (code) => resolve({ exitCode: code ?? -1, said }));
    });
  }
  const INIT = 'terraform -chdir="$STACK" init -input=false';
  const APPLY = 'terraform -chdir="$STACK" apply -input=false -no-color -auto-approve';
  const letGo = () => {
    for (const socket of waiting.splice(0)) socket.destroy();
  };
  /** Waits until a rollout has asked a host, which it does while Terraform holds the lock. */
  const heldUp = () => new Promise<void>((resolve) => (asked = resolve));

  test("a plan of one machine is applied on another, which has nothing else; meanwhile others are refused, or wait", async () => {
    const reviewer = machine("reviewer");
    const planned = await shell(reviewer, script("review", "Plan"));
    expect([planned.exitCode, planned.said]).toEqual([0, planned.said]);
    expect(await shell(reviewer, script("review", "Keep what is reviewed"))).toMatchObject({ exitCode: 0 });
    const kept = readFileSync(join(reviewer, "cdktf.out/stacks/sites/.terraform/terraform.tfstate"), "utf8");
    expect(kept).toContain("postgres:///terraform");
    expect(kept).not.toContain(PASSWORD);
    const plan = unpacked(readFileSync(join(reviewer, "cdktf.out/stacks/sites/plan")));
    expect(plan).toContain("postgres:///terraform");
    expect(plan).not.toContain(PASSWORD);

    const applier = join(work, "applier");
    mkdirSync(applier);
    cpSync(join(reviewer, "reviewed.tgz"), join(applier, "reviewed.tgz"));
    expect(await shell(applier, "tar -xzf reviewed.tgz")).toMatchObject({ exitCode: 0 });

    const held = heldUp();
    const applying = shell(applier, script("apply", "Apply"));
    const first = await Promise.race([held, applying]);
    expect(first).toBe(undefined);
    // While it is at work, somebody else's apply is refused, and one that has time waits for it.
    const other = machine("other", 240);
    expect(await shell(other, INIT)).toMatchObject({ exitCode: 0 });
    const refused = await shell(other, APPLY);
    expect(refused.exitCode).toBe(1);
    expect(refused.said).toContain("Error acquiring the state lock");
    let over = false;
    const patient = shell(other, `${APPLY} -lock-timeout=120s`).finally(() => (over = true));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(over).toBe(false);

    // No Kea answers here: the rollout that was planned there has run here, and says so.
    const letting = setInterval(letGo, 200);
    const { exitCode, said } = await applying;
    expect([exitCode, said]).toEqual([1, expect.stringContaining("dhcp/berlin")]);
    expect(said).toMatch(/local_file\.dhcp_hq-dhcp4: Creation complete/);
    const waited = (await patient).said;
    expect(waited).not.toContain("Error acquiring the state lock");
    expect(waited).toContain("null_resource.dhcp_rollout_berlin: Creating...");
    clearInterval(letting);

    // What was planned on the state of before is not applied on top of what others did since.
    const stale = await shell(applier, 'terraform -chdir="$STACK" apply -input=false -no-color plan');
    expect(stale).toMatchObject({ exitCode: 1, said: expect.stringContaining("Saved plan is stale") });
  });
});
