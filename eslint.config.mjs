import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** What some files may not import: by the pattern of a path, and by how one begins. */
const arrows = (files, forbidden, message, beginning) => ({
  files,
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: [{ group: forbidden, message }, ...(beginning ? [{ regex: beginning, message }] : [])],
      },
    ],
  },
});

/** What each room may not import: the arrows of CONTRIBUTING.md, held by this rule. */
const room = (name, forbidden) =>
  arrows([`${name}/**/*.ts`], forbidden, `${name}/ may not import this: see CONTRIBUTING.md.`);

const effects = ["node:*", "fs", "net", "http", "https", "child_process"];
const terraform = ["cdktf", "cdktf/*", "constructs", "@cdktf/*"];
/** What the domain may not import, wherever in it. */
const outside = [
  ...effects,
  ...terraform,
  ...["constructs", "rollout", "cli", "lab", "stacks"].map((name) => `**/${name}/**`),
];

/** The rooms of kea/, from the ground up: each may import those before it. */
const floors = ["model", "schema", "text", "canonical", "fleet", "rules", "rendering", "shown"];
const above = (floor) => [
  ...outside,
  ...floors.slice(floor).flatMap((name) => [`**/${name}`, `**/${name}/**`]),
];

export default tseslint.config(
  { ignores: ["dist/", "__tests__/goldens/", "cdktf.out/", ".lab/", "node_modules/"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
    },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly", module: "readonly" } },
  },
  // What stands beside the rooms of kea/ is for all of them.
  room("kea", above(0)),
  ...floors.map((name, floor) => room(`kea/${name}`, above(floor + 1))),
  {
    ...arrows(
      ["kea/rules/{dhcp,ha}/*.ts"],
      above(floors.indexOf("rules") + 1),
      "A rule may not import this, and no other rule: see CONTRIBUTING.md.",
      String.raw`^\.(/|\./(dhcp|ha)/)`,
    ),
    ignores: ["kea/rules/*/index.ts"],
  },
  room("constructs", ["**/rollout/**", "**/cli/**", "**/lab/**", "**/stacks/**"]),
  room("rollout", [...terraform, "**/constructs/**", "**/cli/**", "**/lab/**", "**/stacks/**"]),
  room("rollout/plan", [
    ...effects,
    ...terraform,
    "**/run/**",
    "**/files/**",
    "**/channels/**",
    "**/constructs/**",
    "**/cli/**",
    "**/lab/**",
    "**/stacks/**",
  ]),
  room("cli", [...terraform, "**/constructs/**", "**/lab/**", "**/stacks/**"]),
  room("stacks", ["**/kea/*/**", "**/rollout/**", "**/cli/**", "**/lab/**"]),
  arrows(
    ["main.ts", "examples/**/*.ts"],
    ["**/kea/**", "**/rollout/**", "**/cli/**", "**/lab/**"],
    "An app imports constructs and stacks: see CONTRIBUTING.md.",
  ),
);
