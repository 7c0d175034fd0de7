import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const PLATFORM = "linux_amd64";

/** Makes a `.terraform/providers` as OpenTofu 1.12 leaves it: with lock files beside the directories. */
export function installAsOpenTofu(directory: string): void {
  for (const [type, version] of Object.entries({ local: "2.6.1", null: "3.2.4" })) {
    const place = join(directory, "registry.opentofu.org", "hashicorp", type, version);
    mkdirSync(join(place, PLATFORM), { recursive: true });
    writeFileSync(join(place, `${PLATFORM}.lock`), "");
    writeFileSync(join(place, PLATFORM, "README.md"), `${type}\n`);
    writeFileSync(join(place, PLATFORM, `terraform-provider-${type}_v${version}`), "#!/bin/sh\n", {
      mode: 0o755,
    });
  }
}

/** Puts files, directories and links of all kinds where nobody expects them, on every level. */
export function litter(directory: string): void {
  const place = join(directory, "registry.opentofu.org", "hashicorp", "local");
  const levels = [
    directory,
    join(place, "../.."),
    join(place, ".."),
    place,
    join(place, "2.6.1"),
    join(place, "2.6.1", PLATFORM),
  ];
  for (const level of levels) {
    writeFileSync(join(level, `${PLATFORM}.lock`), "");
    writeFileSync(join(level, ".DS_Store"), "");
    writeFileSync(join(level, "terraform-provider-local.lock"), "");
    symlinkSync("nowhere", join(level, "dangling"));
    symlinkSync("loop", join(level, "loop"));
    mkdirSync(join(level, "terraform-provider-local_v9.9.9"));
    mkdirSync(join(level, "directory", "9.9.9", PLATFORM), { recursive: true });
    writeFileSync(join(level, "directory", "9.9.9", PLATFORM, "terraform-provider-local_v9.9.9"), "");
  }
  // As a version and as a platform: a link to nothing, a file, a directory without a provider.
  symlinkSync("nowhere", join(place, "2.6.2"));
  writeFileSync(join(place, "2.6.3"), "");
  mkdirSync(join(place, "2.6.4", PLATFORM), { recursive: true });
  mkdirSync(join(place, "2.6.5"));
  symlinkSync("nowhere", join(place, "2.6.5", PLATFORM));
  writeFileSync(join(directory, "registry.terraform.io"), "");
}
