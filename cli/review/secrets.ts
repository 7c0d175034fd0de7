/** The same with `(not shown)` for every value that Terraform does not show. */
export function withoutSecrets<Told>(told: Told, sensitive: readonly string[]): Told {
  if (sensitive.length === 0) return told;
  const longestFirst = [...sensitive].filter(Boolean).sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((one) => one.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\w])(?:${escaped.join("|")})(?![\\w])`, "g");
  const hide = (value: unknown): unknown => {
    if (typeof value === "string") return value.replace(pattern, "(not shown)");
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hide(one)]));
  };
  return hide(told) as Told;
}
