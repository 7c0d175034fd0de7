import type { Rule } from "../rule";

export const hostsInMemfile: Rule = {
  code: "KEAHA111",
  name: "hosts-in-memfile",
  severity: "error",
  reason: "Kea keeps leases in a memfile, and neither hosts nor configurations.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["hosts-database", "config-database"],
  *place(place) {
    if (place.map.type !== "memfile") return;
    yield {
      path: [...place.path, "type"],
      message: `${String(place.path.filter((step) => typeof step === "string").at(-1))} is of type memfile.`,
      remedy: "Only leases go into a memfile: use mysql or postgresql.",
    };
  },
};
