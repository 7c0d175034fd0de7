import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Texts of packages that have none in theirs, or not all: a directory per package. */
const LICENCES = join(import.meta.dirname, "licences");

/**
 * The licences of the packages in a program, as a comment at its end: it travels alone.
 *
 * @param files what is in the program.
 * @throws Error for a package without a text: its name in `package.json` is no permission.
 */
export function notices(files) {
  const packages = new Set(
    files.flatMap((file) => /^.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(file)?.[0] ?? []),
  );
  const texts = [...packages].sort().map((directory) => {
    const { name, version, license } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    const ours = join(LICENCES, name);
    const found = [
      ...textsIn(directory).filter((file) => /\/(licen[cs]e|copying)[^/]*$/i.test(file)),
      ...(existsSync(ours) ? textsIn(ours) : []),
    ];
    if (found.length === 0)
      throw new Error(
        `${name} ${version} is part of a program, and brings no text of its licence (${license}). Put it into licences/${name}/, with those of everything else that is in the package.`,
      );
    return `${name} ${version}\n\n${found.map((file) => readFileSync(file, "utf8").trim()).join("\n\n")}\n`;
  });
  const text = ["This program contains code of others, under their licences:\n", ...texts].join("\n");
  return texts.length === 0 ? "" : `/*\n${text.replaceAll("*/", "* /")}*/\n`;
}

const textsIn = (directory) =>
  readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(directory, name))
    .sort();
