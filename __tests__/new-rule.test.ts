/** The script that makes a new rule, on a copy of the rules. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROJECT = join(__dirname, "..");
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "kea-ha-rule-"));
  for (const room of ["kea/rules", "__tests__/kea/rules"])
    cpSync(join(PROJECT, room), join(directory, room), { recursive: true });
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(PROJECT, "new-rule.mjs"), ...words], {
    cwd: directory,
    encoding: "utf8",
  });
const read = (file: string) => readFileSync(join(directory, file), "utf8");

test.each(["dhcp", "ha"])("a new rule of %s has a file, a test, a code of its own, and its place", (room) => {
  const { status, stdout } = run("first-thing", room);
  expect(status).toBe(0);
  const [, code = ""] = /code: "(KEAHA\d+)"/.exec(read(`kea/rules/${room}/first-thing.ts`))!;
  expect(stdout).toContain(code);
  expect(read(`__tests__/kea/rules/${room}/first-thing.test.ts`)).toContain(`error ${code}: `);
  const index = read(`kea/rules/${room}/index.ts`);
  expect(index).toContain('import { firstThing } from "./first-thing";\n');
  expect(index.endsWith("  firstThing,\n];\n")).toBe(true);
  expect(run("second-thing", room).stdout).toContain(`KEAHA${Number(code.slice(5)) + 1}`);
});

test("a name that is taken, or is none, makes no rule", () => {
  expect(run("member-url").stderr).toBe("There is a rule member-url already.\n");
  expect(run("Member URL").status).toBe(2);
});
