import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Annotations } from "cdktf";
import { KeaApp, KeaStack } from "../../stacks";

let printed: jest.SpyInstance;
beforeEach(() => {
  printed = jest.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  printed.mockRestore();
  delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
  process.exitCode = undefined;
});

/** What an app prints that warns in two places, and in one of them twice. */
function said(refused = false): string[] {
  const outdir = mkdtempSync(join(tmpdir(), "kea-ha-app-"));
  try {
    const app = new KeaApp({ outdir });
    const stack = new KeaStack(app, "sites");
    for (const text of ["one", "one", "two"]) Annotations.of(stack).addWarning(text);
    Annotations.of(app).addWarning("three");
    if (refused) stack.node.addValidation({ validate: () => ["wrong"] });
    app.synth();
    return printed.mock.calls.map(([line]) => String(line));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test("warnings are printed, each once", () => {
  expect(said()).toEqual(["Synthesized, with warnings:\n  [] three\n  [sites] one\n  [sites] two"]);
  expect(process.exitCode).toBeUndefined();
});

test("cdktf's command line prints them itself", () => {
  process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
  expect(said()).toEqual([]);
});

test("what ends the synth is printed alone", () => {
  expect(said(true)).toEqual(["Nothing was synthesized:\n  [sites] wrong"]);
  expect(process.exitCode).toBe(1);
});

test("an app without a topology leaves no lock file", () => {
  const before = process.cwd();
  const project = realpathSync(mkdtempSync(join(tmpdir(), "kea-ha-app-")));
  try {
    process.chdir(project);
    const app = new KeaApp({ outdir: join(project, "cdktf.out") });
    new KeaStack(app, "network");
    app.synth();
    expect(readdirSync(project)).toEqual(["cdktf.out"]);
  } finally {
    process.chdir(before);
    rmSync(project, { recursive: true });
  }
});

test("of several stacks it is told which was written, and which was not looked at", () => {
  const outdir = mkdtempSync(join(tmpdir(), "kea-ha-app-"));
  try {
    const app = new KeaApp({ outdir });
    const [, sites] = ["network", "sites", "later"].map((name) => new KeaStack(app, name));
    sites!.node.addValidation({ validate: () => ["wrong"] });
    app.synth();
    expect(printed.mock.calls).toEqual([
      ["Stack sites was not synthesized; network was, before it:\n  [sites] wrong\nNot looked at: later."],
    ]);
    expect(readdirSync(join(outdir, "stacks"))).toEqual(["network"]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
