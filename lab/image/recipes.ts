/** How the root file system of each Kea version is made: from which Debian suite, with which packages. */

export interface Recipe {
  readonly suite: string;
  /** Packages of Kea come from this suite instead. */
  readonly keaFrom?: string;
  /** The suite's Release file may be older than it says it is good for. */
  readonly mayBeExpired?: boolean;
}

/** Kea versions that the lab can have. "2.2" is for what happens with a Kea that is too old. */
export type KeaRelease = "2.2" | "2.6.3" | "3.0.3" | "3.0.4";

export const RECIPES: Record<KeaRelease, Recipe> = {
  "2.2": { suite: "bookworm" },
  "2.6.3": { suite: "trixie" },
  "3.0.3": { suite: "trixie", keaFrom: "trixie-backports" },
  "3.0.4": { suite: "forky", mayBeExpired: true },
};

export const DEFAULT_KEA: KeaRelease = "3.0.4";

const KEA = ["kea-common", "kea-dhcp4-server", "kea-dhcp6-server", "kea-admin", "kea-ctrl-agent"];
const OTHERS = ["openssh-server", "iproute2", "iputils-ping", "socat", "udhcpc", "dhcpcd-base"];

/** All packages of a recipe, in apt's notation. */
export function packagesOf(recipe: Recipe): string[] {
  return [...KEA.map((name) => (recipe.keaFrom ? `${name}/${recipe.keaFrom}` : name)), ...OTHERS];
}

export function isKeaRelease(text: string): text is KeaRelease {
  return Object.hasOwn(RECIPES, text);
}
