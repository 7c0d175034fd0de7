/** The examples for pull requests, held against the commands that they call. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
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

  test("has secrets in the environment only, never in a command", () => {
    for (const script of scripts(file).values()) expect(script).not.toContain("${{");
  });
});
