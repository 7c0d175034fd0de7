import { formatAddress, parseAddress } from "../ip";
import { text } from "../json";
import { Family } from "../model/family";
import { KeaVersion } from "../model/release-lines";
import { MAC_SOURCE_NAMES } from "../schema/identifiers";
import { IDENTIFIERS } from "../schema/list-entries";
import { byName } from "../schema/option-table";
import { bothNames } from "../schema/renamed";
import { type Form, isListForm, isMapForm } from "./form";

type Entries = Map<string, Form>;

/** What Kea does with a map of a kind as a whole: mostly, what it leaves out when it says nothing. */
type Tidy = (entries: Entries, of: { readonly family: Family; readonly kea: KeaVersion }) => void;

const isNothing = (value: Form | undefined) =>
  value === "" || (isListForm(value) && value.length === 0) || (isMapForm(value) && value.entries.size === 0);

/** Leaves out keys whose values say nothing. */
function dropEmpty(entries: Entries, ...keys: readonly string[]): void {
  for (const key of keys) if (isNothing(entries.get(key))) entries.delete(key);
}

function drop(entries: Entries, key: string, value: Form): void {
  if (entries.get(key) === value) entries.delete(key);
}

/** A list of which Kea keeps each entry once. */
function once(entries: Entries, ...keys: readonly string[]): void {
  for (const key of keys) {
    const value = entries.get(key);
    if (isListForm(value)) entries.set(key, [...new Set(value)]);
  }
}

function sorted(entries: Entries, key: string, by: (a: string, b: string) => number): void {
  const value = entries.get(key);
  if (isListForm(value)) entries.set(key, [...new Set(value.map(String))].sort(by));
}

const alphabetic = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const GUARDS = ["client-classes", "evaluate-additional-classes"].flatMap(bothNames);

function guarded(entries: Entries): void {
  once(entries, ...GUARDS);
  dropEmpty(entries, ...GUARDS);
}

function network(entries: Entries): void {
  guarded(entries);
  dropEmpty(entries, "next-server");
}

function database(entries: Entries): void {
  dropEmpty(entries, ...entries.keys());
}

/** Of a prefix that is excluded Kea keeps the bits that the delegated one leaves open. */
function excluded(entries: Entries): void {
  const [prefix, cut] = ["prefix", "excluded-prefix"].map((key) =>
    parseAddress(text(entries.get(key)) ?? ""),
  );
  const [from, to] = ["delegated-len", "excluded-prefix-len"].map((key) => Number(entries.get(key) ?? 0));
  if (![from, to].every((length) => Number.isInteger(length) && length! >= 0 && length! <= 128)) return;
  if (to === 0 || !prefix || !cut) {
    entries.delete("excluded-prefix");
    entries.delete("excluded-prefix-len");
    return;
  }
  const mask = (1n << BigInt(128 - from!)) - (1n << BigInt(128 - to!));
  entries.set("excluded-prefix", formatAddress(128, prefix.first | (cut.first & mask)));
}

export const TIDY: Readonly<Record<string, Tidy>> = {
  global(entries, { family, kea }) {
    dropEmpty(entries, "compatibility", "control-sockets");
    // Kea reads it, and forgets it.
    entries.delete("data-directory");
    const sources = entries.get("mac-sources");
    if (isListForm(sources))
      entries.set(
        "mac-sources",
        sources.map((source) => MAC_SOURCE_NAMES[String(source)] ?? source),
      );
    const options = entries.get("relay-supplied-options");
    if (isListForm(options)) {
      const code = (option: Form) => String(byName({ family, kea }, String(option))?.code ?? Number(option));
      entries.set("relay-supplied-options", options.map(code));
      sorted(entries, "relay-supplied-options", (a, b) => Number(a) - Number(b));
    }
    const [queue, threads] = [entries.get("dhcp-queue-control"), entries.get("multi-threading")];
    if (isMapForm(queue)) {
      const whole = new Map<string, Form>([
        ["capacity", 64],
        ["enable-queue", false],
        ["queue-type", family === Family.V4 ? "kea-ring4" : "kea-ring6"],
        ...queue.entries,
      ]);
      // Threads and a queue do not go together.
      if (isMapForm(threads) && threads.entries.get("enable-multi-threading") === true)
        whole.set("enable-queue", false);
      entries.set("dhcp-queue-control", { ...queue, entries: whole });
    }
  },
  "interfaces-config"(entries) {
    sorted(entries, "interfaces", alphabetic);
    if (!entries.has("service-sockets-max-retries")) entries.delete("service-sockets-retry-wait-time");
  },
  "dhcp-ddns"(entries) {
    // The sender is of the server's family.
    const toV6 = text(entries.get("server-ip"))?.includes(":");
    if (toV6 && entries.get("sender-ip") === "0.0.0.0") entries.set("sender-ip", "::");
  },
  "lease-database": database,
  "hosts-database": database,
  "shared-network": network,
  subnet: network,
  pool: guarded,
  "pd-pool"(entries) {
    guarded(entries);
    excluded(entries);
  },
  reservation(entries) {
    drop(entries, "ip-address", "0.0.0.0");
    dropEmpty(entries, ...IDENTIFIERS);
    once(entries, "client-classes");
    const classes = entries.get("client-classes");
    if (isListForm(classes)) {
      const named = classes.filter((name) => name !== "");
      entries.set("client-classes", named);
    }
  },
  "client-class"(entries) {
    dropEmpty(entries, "test");
  },
  "option-data"(entries) {
    once(entries, "client-classes");
    dropEmpty(entries, "client-classes");
  },
  output(entries) {
    if (!/^(stdout|stderr|syslog)$|syslog:/.test(text(entries.get("output")) ?? "")) return;
    entries.delete("maxsize");
    entries.delete("maxver");
  },
};
