/** Whoever started a rollout may vanish at any moment: the rollout ends its step, and leaves everybody served. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonMap } from "../../kea/json";
import type { Deployed } from "../../lab/terraform/deployment";
import type { Outcome } from "../../lab/process";
import { describeFaults, HEALTHY, LITTLE } from "./faults";
import { states } from "./deploy";
import { eventually } from "./support";

describeFaults("3.0.4", (the) => {
  const { app, converges, leasesAreRight, load, onKea3, other, run, running, serving } = the;
  const OWN = ["server1: server1", "server3: server3", "server6: server6"];

  const beside = (ending: string) => {
    const files = join(the.deployment.stack, "kea/dhcp");
    const name = readdirSync(files).find((file) => file.endsWith(ending));
    return name && join(files, name);
  };
  const report = () => JSON.parse(readFileSync(beside(".report.json")!, "utf8")) as JsonMap;
  const isAtWork = () => beside(".worker.json") !== undefined;
  /** Runs a shell script where Terraform runs; `$terraform` is its process number. */
  const onAdmin = (script: string) => {
    const pid = readFileSync(join(the.lab.state, "terraform.pid"), "utf8").trim();
    return the.lab.host("admin").must(["env", `terraform=${pid}`, "sh", "-c", script]);
  };

  /** Starts Terraform in a session of its own, and does something to it when the rollout has said a line. */
  async function applyUntil(
    source: string,
    line: RegExp,
    script: string,
    terminal = false,
  ): Promise<Outcome> {
    const start = 'echo $$ >"$0"; exec "$@"';
    const inTerminal = 'echo $$ >"$0"; exec script -qefc "$*" /dev/null';
    let said = "";
    let done: Promise<string> | undefined;
    const ended = await the.deployment.terraform(source, {
      through: [
        "setsid",
        "--wait",
        "sh",
        "-c",
        terminal ? inTerminal : start,
        join(the.lab.state, "terraform.pid"),
      ],
      onOutput: (chunk) => {
        said += chunk;
        if (line.test(said)) done ??= onAdmin(script);
      },
    });
    await done;
    expect(said).toMatch(line);
    return { exitCode: ended.exitCode, stdout: ended.said, stderr: "", timedOut: false };
  }

  const SET = /kea3-dhcp4 +configuration set/;
  const SERVES = /kea1-dhcp4 +serves net29/;

  describe("whose apply ends in the middle of a step", () => {
    test.each<[string, RegExp, string, boolean]>([
      ["by Ctrl-C when Kea 3 has its configuration", SET, "kill -INT -$terraform", false],
      ["by Ctrl-C when Kea 1 serves for Kea 3", SERVES, "kill -INT -$terraform", false],
      ["by SIGTERM to Terraform", SET, "kill -TERM $terraform", false],
      ["by a terminal that is closed", SET, "kill -KILL $terraform", true],
    ])("%s: it puts back what it changed", async (_, line, script, terminal) => {
      const before = await running();
      const source = app(onKea3(await other()));
      const count = load();
      const { exitCode } = await applyUntil(source, line, script, terminal);
      expect(exitCode).not.toBe(0);
      await eventually(() => !isAtWork(), 30_000);
      expect([await serving(), await running(), await states(the.lab)]).toEqual([OWN, before, HEALTHY]);
      expect(report()).toMatchObject({
        outcome: "UNDONE",
        problems: [expect.stringMatching(/^Interrupted\./)],
      });
      expect(await the.deployment.terraform(source)).toMatchObject({ exitCode: 0 });
      expect(await count()).toBeLessThanOrEqual(LITTLE);
      await converges(source);
      await leasesAreRight();
    });

    test("by SIGKILL to Terraform: it puts back what it changed, or finishes", async () => {
      const source = app(onKea3(await other()));
      const count = load();
      await applyUntil(source, SET, "kill -KILL $terraform");
      await eventually(() => !isAtWork(), 30_000);
      expect([await serving(), await states(the.lab)]).toEqual([OWN, HEALTHY]);
      expect(["UNDONE", "DONE"]).toContain(report().outcome);
      expect(await the.deployment.terraform(source)).toMatchObject({ exitCode: 0 });
      expect(await count()).toBeLessThanOrEqual(LITTLE);
      await converges(source);
      await leasesAreRight();
    });
  });

  test("whose next run comes while it puts back what it changed: that one shows it, waits, and does the change", async () => {
    const source = app(onKea3(await other()));
    let next: Promise<Deployed> | undefined;
    let said = "";
    const then = async () => {
      const onOutput = (chunk: string) => (said += chunk);
      next = the.deployment.rollout(source, { onOutput });
      await eventually(() => /goes first:[^]*kea3-dhcp4 +configuration set/.test(said), 30_000);
      return "SIGTERM";
    };
    const count = load();
    expect(await run(source, { line: SET.source, then })).toMatchObject({ exitCode: 3 });
    expect((await next)!.exitCode).toBe(0);
    expect(said).toMatch(
      /Process \d+ is at work here since \S+, and goes first:[^]*previous configuration set[^]*ended: undone[^]*configuration set[^]*done\n$/,
    );
    expect(await count()).toBeLessThanOrEqual(LITTLE);
    // Not Terraform ran it: now its state knows of the change too.
    expect(await the.deployment.terraform(source)).toMatchObject({ exitCode: 0 });
    await converges(source);
    await leasesAreRight();
  });

  test("that nobody interrupts leaves no trace of its process", async () => {
    const source = app(onKea3(await other()));
    const { exitCode, said } = await the.deployment.terraform(source);
    expect(exitCode).toBe(0);
    expect(said).toMatch(/kea3-dhcp4 +configuration set/);
    expect([beside(".log"), beside(".worker.json")]).toEqual([undefined, undefined]);
    expect(existsSync(beside(".report.json")!)).toBe(true);
  });
});
