import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../kea/rules";

const page = readFileSync(join(__dirname, "../../docs/opinions.md"), "utf8");

/** The numbers of rules in a section of the page. */
const numbersIn = (section: string): string[] => {
  const text = new RegExp(`## ${section}\n([^]*?)(?=\n## )`).exec(page)?.[1] ?? "";
  return (text.match(/\b\d{3}\b/g) ?? []).sort();
};

test.each([
  ["What we refuse", "error"],
  ["What we warn of", "warning"],
])("%s: every %s follows from an opinion, and from one only", (section, severity) => {
  const rules = RULES.filter((rule) => rule.severity === severity).map(({ code }) => code.slice(-3));
  expect(numbersIn(section)).toEqual(rules.sort());
});
