import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** What each room may not import: the arrows of CONTRIBUTING.md, held by this rule. */
const room = (name, forbidden) => ({
  files: [`${name}/**/*.ts`],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { patterns: [{ group: forbidden, message: `${name}/ may not import this: see CONTRIBUTING.md.` }] },
    ],
  },
});

const effects = ["node:*", "fs", "net", "http", "https", "child_process"];
const terraform = ["cdktf", "cdktf/*", "constructs", "@cdktf/*"];

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
  room("kea", [
    ...effects,
    ...terraform,
    "**/constructs/**",
    "**/rollout/**",
    "**/cli/**",
    "**/lab/**",
    "**/stacks/**",
  ]),
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
  room("stacks", ["**/rollout/**", "**/cli/**", "**/lab/**"]),
);
