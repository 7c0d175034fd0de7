/** What users can import and what its types are, kept in `goldens/`, so that a change is seen in review. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import * as ts from "typescript";
import { PROJECT } from "../support/article";

jest.setTimeout(60_000);

/** With `UPDATE_GOLDENS=1` the file is written instead of compared. */
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";
const GOLDEN = join(__dirname, "../goldens/public-types.d.ts");

/** Where the types are, as `npm run build` writes them. */
const types = mkdtempSync(join(tmpdir(), "kea-ha-types-"));
afterAll(() => rmSync(types, { recursive: true, force: true }));
const emit = ["-p", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", types];
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), ...emit], { cwd: PROJECT });

/** The package's entries, with the files of their types. */
const entries: Record<string, string | { types: string }> = JSON.parse(
  readFileSync(join(PROJECT, "package.json"), "utf8"),
).exports;
const typesOf = Object.entries(entries).flatMap(([name, entry]) =>
  typeof entry === "string" ? [] : [[name, join(types, relative("dist", entry.types))] as const],
);

// What others export is of no interest here, and takes long to read.
const options = { noLib: true, types: [], moduleResolution: ts.ModuleResolutionKind.Node10 };
const host = ts.createCompilerHost(options);
const { fileExists } = host;
host.fileExists = (path) => path.startsWith(types) && fileExists(path);
const program = ts.createProgram(
  typesOf.map(([, path]) => path),
  options,
  host,
);
const checker = program.getTypeChecker();

const original = (symbol: ts.Symbol) =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** What an entry of the package exports, by name. */
function exportsOf(path: string): [string, ts.Declaration][] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(path)!)!;
  return checker
    .getExportsOfModule(module)
    .flatMap((symbol) =>
      original(symbol).declarations!.map((one) => [symbol.name, one] as [string, typeof one]),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

test("the public types are those that are known", () => {
  const text = typesOf
    .map(([name, path]) => {
      const declared = exportsOf(path).map(([, one]) => one.getFullText().trim());
      return [`// ${join("cdktf-kea-ha", name)}`, ...declared].join("\n\n");
    })
    .join("\n\n");
  if (UPDATE) writeFileSync(GOLDEN, `${text}\n`);
  expect(`${text}\n`).toBe(readFileSync(GOLDEN, "utf8"));
});

test("they name nothing of ours that users cannot import", () => {
  const all = typesOf.flatMap(([, path]) => exportsOf(path));
  const known = new Set(all.map(([, one]) => one));
  const unknown: string[] = [];
  const look = (node: ts.Node, within: string) => {
    const named = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const symbol = named && checker.getSymbolAtLocation(named);
    for (const one of (symbol && original(symbol).declarations) ?? [])
      if (!known.has(one) && !ts.isTypeParameterDeclaration(one))
        unknown.push(`${within} names ${named!.getText()}`);
    ts.forEachChild(node, (child) => look(child, within));
  };
  for (const [name, one] of all) look(one, name);
  expect(unknown).toEqual([]);
});

test("what is for the constructs' own use is not among them", () => {
  const all = typesOf.flatMap(([, path]) => exportsOf(path));
  const members = all.flatMap(([name, one]) =>
    ts.isClassDeclaration(one) ? one.members.map((member) => `${name}.${member.name?.getText() ?? ""}`) : [],
  );
  expect(members.length).toBeGreaterThan(20);
  expect(members.filter((name) => name.includes("._"))).toEqual([]);
});
