/** Finds provider packages in a directory that Terraform or OpenTofu laid out. */
import { cpSync, readdirSync, statSync, type Stats } from "node:fs";
import { join } from "node:path";
import { packageDirectory, REGISTRIES, REQUIRED } from "./layout";

/** One provider for one platform, unpacked. */
export interface Package {
  readonly registry: string;
  readonly type: string;
  readonly version: string;
  readonly platform: string;
  /** The files that Terraform could start. */
  readonly programs: readonly string[];
}

/**
 * The project's providers in a mirror or in a module's `.terraform/providers`. Whatever else lies there
 * is nobody's business: OpenTofu keeps a lock file beside each platform's directory.
 */
export function packages(directory: string): Package[] {
  return REGISTRIES.flatMap((registry) =>
    Object.keys(REQUIRED).flatMap((type) =>
      names(/^\d+\.\d+\.\d+[-+.\w]*$/, directory, registry, "hashicorp", type).flatMap((version) =>
        names(/^[a-z\d]+_[a-z\d]+$/, directory, registry, "hashicorp", type, version).flatMap((platform) => {
          const place = join(directory, packageDirectory(registry, type, version, platform));
          const programs = names(new RegExp(`^terraform-provider-${type}(_.*|\\.exe)?$`), place).filter(
            (name) => whatIs(join(place, name))?.isFile(),
          );
          return programs.length ? [{ registry, type, version, platform, programs }] : [];
        }),
      ),
    ),
  );
}

/** Whether there is a package of every provider that the project requires. */
export function isComplete(found: readonly Package[]): boolean {
  return Object.keys(REQUIRED).every((type) => found.some((one) => one.type === type));
}

/** Copies packages from one such directory to another, with the files that links lead to. */
export function copyPackages(found: readonly Package[], from: string, to: string): void {
  for (const { registry, type, version, platform } of found) {
    const place = packageDirectory(registry, type, version, platform);
    cpSync(join(from, place), join(to, place), {
      recursive: true,
      dereference: true,
      filter: (path) => {
        const found = whatIs(path);
        return found !== undefined && (found.isFile() || found.isDirectory());
      },
    });
  }
}

/** The names in a directory that look right; none where there is no directory. */
function names(pattern: RegExp, ...parts: string[]): string[] {
  const directory = join(...parts);
  return whatIs(directory)?.isDirectory() ? readdirSync(directory).filter((name) => pattern.test(name)) : [];
}

/** What a path leads to, `undefined` for nothing: a link may lead nowhere, or to itself. */
export function whatIs(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
