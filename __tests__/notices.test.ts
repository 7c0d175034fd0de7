/** The licences that a program carries of what is in it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "./support/article";

const directory = mkdtempSync(join(tmpdir(), "kea-ha-notices-"));
afterAll(() => rmSync(directory, { recursive: true }));

function notices(...files: string[]) {
  const script = `import { notices } from ${JSON.stringify(join(PROJECT, "notices.mjs"))};
    try { process.stdout.write(notices(process.argv.slice(1))); } catch ({ message }) { console.error(message); process.exit(1); }`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", script, "--", ...files],
    { cwd: PROJECT, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

test("a package's own licence is carried", () => {
  const { status, stdout } = notices("kea/json.ts", "node_modules/commander/lib/command.js");
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^\/\*\n[^]*\ncommander \d+\.\d+\.\d+\n\n[^]*Permission is hereby granted[^]*\*\/\n$/,
  );
});

test("of what was compiled into a package, every licence is carried, and where its source is", () => {
  const { stdout } = notices("node_modules/@viz-js/viz/dist/viz.js");
  for (const words of [
    ...[
      "Copyright (c) Michael Daines",
      "Graphviz (https://www.graphviz.org)",
      "Eclipse Public License - v 2.0",
    ],
    ...["https://gitlab.com/graphviz/graphviz", "Expat maintainers", "Emscripten authors", "Rich Felker"],
  ])
    expect(stdout).toContain(words);
  expect(stdout.match(/Permission is hereby granted/g)).toHaveLength(3);
});

test("a package without a text of its licence is no part of a program, whatever its package.json says", () => {
  const bare = join(directory, "node_modules/bare");
  mkdirSync(bare, { recursive: true });
  writeFileSync(join(bare, "package.json"), '{ "name": "bare", "version": "1.2.3", "license": "MIT" }');
  expect(notices(join(bare, "index.js"))).toEqual({
    status: 1,
    stdout: "",
    stderr: expect.stringMatching(
      /^bare 1\.2\.3 is part of a program, and brings no text of its licence \(MIT\)\. Put it into licences\/bare\/,/,
    ),
  });
});

test("a program of our own code alone carries none", () => {
  expect(notices("kea/json.ts")).toEqual({ status: 0, stdout: "", stderr: "" });
});
