/** That every rule is whole: one file, one name, one code, a test, a page, and a place in the list. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { EVERY_RULE, RULES } from "../../../kea/rules";
import { pageOf } from "../../../kea/rules/page";

const PROJECT = join(__dirname, "../../..");
const FILES = ["ha", "dhcp"].flatMap((room) =>
  readdirSync(join(PROJECT, "kea/rules", room))
    .filter((file) => file !== "index.ts")
    .map((file) => ({ room, name: basename(file, ".ts") })),
);
const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const read = ({ room, name }: (typeof FILES)[number]) =>
  readFileSync(join(PROJECT, "kea/rules", room, `${name}.ts`), "utf8");

test.each(["code", "name"] as const)("no %s is that of two rules", (key) => {
  const values = EVERY_RULE.map((rule) => rule[key]);
  expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
});

test("a rule has its name from its file, and nothing else leaves that file", () => {
  const exported = FILES.map((file) => [
    file.name,
    ...[...read(file).matchAll(/^export \S+ (\w+)/gm)].map(([, one]) => one),
  ]);
  expect(exported).toEqual(FILES.map(({ name }) => [name, camel(name)]));
});

test("every rule is in the list, and no other", () => {
  expect(RULES.map(({ name }) => name).sort()).toEqual(FILES.map(({ name }) => name).sort());
});

test("no rule imports another", () => {
  expect(FILES.filter((file) => /from "(\.\/|\.\.\/(ha|dhcp)\/)/.test(read(file)))).toEqual([]);
});

test("every rule has a test of its name", () => {
  const missing = FILES.filter(
    ({ room, name }) => !existsSync(join(PROJECT, "__tests__/kea/rules", room, `${name}.test.ts`)),
  );
  expect(missing).toEqual([]);
});

test("every rule has a page, and every page a rule", () => {
  const pages = readdirSync(join(PROJECT, "docs/rules")).filter((file) => file !== "README.md");
  expect(pages.map((file) => `rules/${file}`).sort()).toEqual(RULES.map(pageOf).sort());
  const ofText = EVERY_RULE.filter(({ code }) => !RULES.some((rule) => rule.code === code));
  const page = readFileSync(join(PROJECT, "docs/check.md"), "utf8");
  expect(ofText.filter(({ code, name }) => !page.includes(`### ${code}: ${name}\n`))).toEqual([]);
});
