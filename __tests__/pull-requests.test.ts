/** The examples for pull requests, held against the commands that they call. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { PROJECT } from "./support/article";

const FILES = ["github-actions.yml", "gitlab-ci.yml"];
const read = (file: string) => readFileSync(join(PROJECT, "examples/pull-requests", file), "utf8");

interface Job {
  readonly steps?: readonly { readonly run?: string }[];
  readonly script?: readonly string[];
}

/** The shell commands of a workflow, job by job. */
function scripts(file: string): Map<string, string> {
  const parsed = parse(read(file)) as { jobs?: Record<string, Job> } & Record<string, Job>;
  const jobs = Object.entries(parsed.jobs ?? parsed).filter(([, job]) => job.script ?? job.steps);
  return new Map(
    jobs.map(([name, { steps = [], script = [] }]) => [
      name,
      [...steps.flatMap(({ run }) => run ?? []), ...script].join("\n"),
    ]),
  );
}

describe.each(FILES)("examples/pull-requests/%s", (file) => {
  test("is shown in the docs as it is", () => {
    expect(readFileSync(join(PROJECT, "docs/pull-requests.md"), "utf8")).toContain(
      `\`\`\`yaml\n${read(file)}\`\`\``,
    );
  });

  test("has shell commands that a shell can read", () => {
    for (const script of scripts(file).values())
      expect(() => execFileSync("bash", ["-n"], { input: script, stdio: "pipe" })).not.toThrow();
    expect([...scripts(file).keys()]).toEqual(["review", "apply"]);
  });

  test("calls kea-ha with options that it has", () => {
    const calls = [...scripts(file).values()].flatMap((script) => [
      ...script.matchAll(/npx kea-ha (\S+) (.*?)(?: > |$)/gm),
    ]);
    expect(calls.length).toBeGreaterThan(0);
    for (const [, command, rest] of calls) {
      const help = execFileSync(process.execPath, ["--import", "tsx", "cli/main.ts", command!, "--help"], {
        cwd: PROJECT,
        encoding: "utf8",
      });
      const known = [...help.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
      expect(known).toEqual(expect.arrayContaining(rest!.match(/--[a-z-]+/g)!));
    }
  });

  test("applies the plan that was saved and reviewed, and no other", () => {
    const { review, apply } = Object.fromEntries(scripts(file)) as { review: string; apply: string };
    expect(review).toContain("plan -input=false -out=plan\n");
    expect(review).toContain("show -json plan > plan.json\n");
    expect(apply).toMatch(/terraform -chdir="\$STACK" apply -input=false plan$/m);
    expect(apply).not.toMatch(/auto-approve|tsx main/);
  });

  test("ends where the lock file was changed, never committed, or is ignored", () => {
    const lines = scripts(file).get("review")!.split("\n");
    const check = lines.filter((line) => line.startsWith("git ") && line.includes("kea-ha.lock.json"));
    const directory = mkdtempSync(join(tmpdir(), "kea-ha-pull-request-"));
    const git = (...words: string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...words], { cwd: directory });
    const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
    const ends = () => spawnSync("bash", ["-e"], { cwd: directory, input: check.join("\n") }).status !== 0;
    try {
      git("init", "--quiet");
      write("kea-ha.lock.json", "{}\n");
      expect(ends()).toBe(true);
      git("add", ".");
      git("commit", "--quiet", "-m", "lock");
      expect(ends()).toBe(false);
      write("kea-ha.lock.json", "{ }\n");
      expect(ends()).toBe(true);
      git("rm", "--quiet", "--cached", "kea-ha.lock.json");
      write(".gitignore", "kea-ha.lock.json\n");
      expect(ends()).toBe(true);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test("has secrets in the environment only, never in a command", () => {
    for (const script of scripts(file).values()) expect(script).not.toContain("${{");
  });
});
