import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { explained } from "../../../../lab/problem";

const home = mkdtempSync(join(tmpdir(), "kea-ha-problem-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const at = (name: string) => join(home, name);
const again = 'then run "bash lab/setup.sh" again.';

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (problem) {
    return problem;
  }
  throw new Error("nothing was thrown");
}

test.each<[string, () => unknown, string]>([
  [
    "a missing directory for temporary files",
    () => mkdtempSync(at("nowhere/a-")),
    `${at("nowhere/a-XXXXXX")} cannot be made, because it, or what leads to it, is not there; see why it is missing, ${again}`,
  ],
  [
    "a file where a directory belongs",
    () => {
      writeFileSync(at("file"), "");
      readdirSync(at("file"));
    },
    `${at("file")} cannot be used, because something on the way to it is not a directory; move that away, ${again}`,
  ],
  [
    "a directory where a file belongs",
    () => {
      mkdirSync(at("directory"));
      writeFileSync(at("directory"), "");
    },
    `${at("directory")} cannot be used, because it is a directory; move that away, ${again}`,
  ],
  [
    "a link to itself",
    () => {
      symlinkSync("loop", at("loop"));
      readFileSync(at("loop"));
    },
    `${at("loop")} cannot be used, because its links lead in a circle; remove the link, ${again}`,
  ],
  [
    "a name that is too long",
    () => writeFileSync(at("n".repeat(300)), ""),
    `${at("n".repeat(300))} cannot be used, because the system says "name too long"; see what is wrong there, ${again}`,
  ],
  [
    "a program that is not there",
    () => {
      throw spawnSync(at("program")).error;
    },
    `${at("program")} cannot be started, because it, or what leads to it, is not there; see why it is missing, ${again}`,
  ],
  [
    "a package that is not installed",
    () => jest.requireActual(at("missing-package")),
    `an installed package is missing or broken; run "npm ci", then "bash lab/setup.sh" again.`,
  ],
])("%s is said in a sentence, with what to do", (_, act, sentence) => {
  expect(explained(thrown(act))).toBe(sentence);
});

test("a message that is a sentence already stays as it is", () => {
  expect(explained(new Error("host kea1 has no address; give it one."))).toBe(
    "host kea1 has no address; give it one.",
  );
  expect(explained("a word")).toBe("a word");
});
