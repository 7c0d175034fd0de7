/** Where this machine gets Debian packages from, so that root file systems come from the same place. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { must } from "../process";

const APT = "/etc/apt";

/** One `deb` source: where, and which suites and components it is for. */
interface Source {
  readonly uri: string;
  readonly suites: string;
  readonly components: string;
}

function fromDeb822(text: string): Source[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(stanza)?.[1]?.trim() ?? "";
    if (!/\bdeb\b/.test(field("Types")) || /^no$/i.test(field("Enabled"))) return [];
    const [uri] = field("URIs").split(/\s+/);
    return uri ? [{ uri, suites: field("Suites"), components: field("Components") }] : [];
  });
}

function fromOneLine(text: string): Source[] {
  return [...text.matchAll(/^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)$/gm)].map((match) => ({
    uri: match[1]!,
    suites: match[2]!,
    components: match[3]!,
  }));
}

/** The address of the Debian mirror in the machine's own apt sources. */
export function debianMirror(): string {
  const parts = join(APT, "sources.list.d");
  const files = [join(APT, "sources.list")];
  if (existsSync(parts)) files.push(...readdirSync(parts).map((file) => join(parts, file)));
  const sources = files.filter(existsSync).flatMap((file) => {
    if (file.endsWith(".sources")) return fromDeb822(readFileSync(file, "utf8"));
    return file.endsWith(".list") ? fromOneLine(readFileSync(file, "utf8")) : [];
  });
  const mirror = sources.find(
    ({ uri, suites, components }) =>
      /\bmain\b/.test(components) && !/security|backports/.test(suites) && /debian\/?$/.test(uri),
  );
  if (mirror) return mirror.uri;
  throw new Error(`lab: no Debian mirror in ${APT}/sources.list or ${parts}; add a "deb" source for main`);
}

/** How this machine's apt reaches its sources (proxies, retries), as `mmdebstrap` options. */
export async function aptOptions(): Promise<string[]> {
  const dump = await must("lab", ["apt-config", "dump", "--no-empty", "Acquire"]);
  return dump
    .split("\n")
    .filter((line) => /^Acquire::(https?::|Retries)/.test(line))
    .map((line) => `--aptopt=${line.replace(/;\s*$/, "")}`);
}
