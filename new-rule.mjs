// Makes a new rule: its file, its test, its place in the list, with the next free code.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

const [name = "", room = "dhcp"] = process.argv.slice(2);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || !["dhcp", "ha"].includes(room)) {
  console.error(
    "npm run new-rule NAME [ha]: a name like pool-outside-subnet; ha for a rule about relationships.",
  );
  process.exit(2);
}

const rooms = ["dhcp", "ha"].map((one) => `kea/rules/${one}`);
const files = rooms.flatMap((one) => readdirSync(one).map((file) => `${one}/${file}`));
if (files.some((file) => basename(file, ".ts") === name)) {
  console.error(`There is a rule ${name} already.`);
  process.exit(1);
}
// Those of the text begin at 900.
const codes = files.flatMap((file) => /code: "KEAHA(\d+)"/.exec(readFileSync(file, "utf8"))?.[1] ?? []);
const code = `KEAHA${String(Math.max(...codes.map(Number)) + 1).padStart(3, "0")}`;
const rule = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

const create = (file, text) => {
  if (existsSync(file)) throw new Error(`${file} is there already.`);
  writeFileSync(file, text);
  console.log(file);
};

create(
  `kea/rules/${room}/${name}.ts`,
  `import type { Rule } from "../rule";

export const ${rule}: Rule = {
  code: "${code}",
  name: "${name}",
  severity: "error",
  reason: "Why it matters, in one line.",
  source: "where that is written, or on which Kea it was measured",
  // What it looks at: a server, or whatever else the frame shows (kea/rules/rule.ts).
  *server({ subnets }) {
    if (subnets.length > 0) return;
    yield { path: [], message: "what is wrong, with the value.", remedy: "What to do, and what is allowed." };
  },
};
`,
);
create(
  `__tests__/kea/rules/${room}/${name}.test.ts`,
  `import { ${rule} } from "../../../../kea/rules/${room}/${name}";
import { describeRule } from "../describe-rule";

describeRule(${rule}, [
  {
    finds: "what is wrong, as a user would say it",
    breaks: ({ dhcp }) => {
      dhcp("north").subnet4 = [];
    },
    says: ["error ${code}: north-dhcp4: what is wrong, with the value. What to do, and what is allowed."],
  },
]);
`,
);

const index = `kea/rules/${room}/index.ts`;
const text = readFileSync(index, "utf8");
const imports = text.match(/^import \{ \w+ \} from "\.\/.*";$/gm);
const all = [...imports, `import { ${rule} } from "./${name}";`].sort((a, b) =>
  a.split('"')[1] < b.split('"')[1] ? -1 : 1,
);
writeFileSync(
  index,
  text.replace(imports.join("\n"), () => all.join("\n")).replace(/\n\];\n$/, () => `\n  ${rule},\n];\n`),
);
console.log(`${index}: ${code}`);
console.log(
  `Next: an opinion that it follows from (docs/opinions.md), and UPDATE_DOCS=1 npx jest ${name} docs.test for its page.`,
);
