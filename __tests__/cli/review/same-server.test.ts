import { readPlanned } from "../../../cli/review/resources";
import { isElsewhere, type Located, sameServers } from "../../../cli/review/same-server";
import { reviewOf } from "../../../cli/review/story";
import { subjectsOf } from "../../../cli/review/subject";
import { headline } from "../../../cli/review/words";
import type { JsonMap } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import type { Control } from "../../../kea/model/manifest";
import { type Spec, situation } from "../../support/generate-changes";
import { HUB, POOL } from "./subjects";

const ssh = (address: string): Control => ({ type: "ssh", address, socket: "/run/kea/kea4-ctrl-socket" });
const server = (name: string, address: string, more: Partial<Located> = {}): Located => ({
  ...{ topology: "dhcp", name, family: Family.V4, config: undefined },
  at: { addresses: [address], control: ssh(address) },
  ...more,
});
const same = (before: readonly Located[], now: readonly Located[]) =>
  [...sameServers(before, now)].map(([one, old]) => `${one.name} was ${old.name}`);

test("a server under another name is the one that was deployed where its control channel leads", () => {
  expect(same([server("a", "10.0.0.1")], [server("c", "10.0.0.1")])).toEqual(["c was a"]);
  const elsewhere = server("a", "10.0.0.1", { topology: "dhcp2" });
  expect(same([server("a", "10.0.0.1")], [elsewhere])).toEqual(["a was a"]);
  // Names that are swapped.
  const [a, b] = [server("a", "10.0.0.1"), server("b", "10.0.0.2")];
  expect(same([a, b], [server("b", "10.0.0.1"), server("a", "10.0.0.2")])).toEqual(["b was a", "a was b"]);
  // The channel of before, as declared beside the new one.
  const through = { addresses: [], control: ssh("10.9.0.1"), formerControl: ssh("10.0.0.1") };
  expect(same([a], [server("c", "", { at: through })])).toEqual(["c was a"]);
});

test("a server with another control channel is known by its name, and one with both new by its address", () => {
  const over: Located["at"] = { addresses: ["10.0.0.1"], control: { type: "http", url: "https://gate/" } };
  expect(same([server("a", "10.0.0.1")], [server("a", "10.0.0.1", { at: over })])).toEqual(["a was a"]);
  expect(same([server("a", "10.0.0.1")], [server("c", "10.0.0.1", { at: over })])).toEqual(["c was a"]);
  const config: JsonMap = situation(HUB, HUB).servers[0]!.declared;
  const old = server("a", "10.0.0.1", { at: undefined, config });
  expect(same([old], [server("c", "", { at: undefined, config })])).toEqual(["c was a"]);
});

test("a server that is nowhere where one was, and has no name of one, is new", () => {
  const [a, b] = [server("a", "10.0.0.1"), server("b", "10.0.0.2")];
  expect(same([a, b], [server("c", "10.0.0.3")])).toEqual([]);
  // Each is found once, and who has name and place comes first.
  expect(same([a], [server("c", "10.0.0.1"), a])).toEqual(["a was a"]);
  expect(same([a], [server("c", "10.0.0.1", { family: Family.V6 })])).toEqual([]);
});

test("a server that is nowhere where it was is known by its name alone", () => {
  const a = server("a", "10.0.0.1");
  expect(isElsewhere(server("a", "10.0.0.9"), a)).toBe(true);
  expect(isElsewhere(server("a", "10.0.0.1"), a)).toBe(false);
  expect(isElsewhere(server("a", "10.0.0.9", { at: undefined }), a)).toBe(false);
});

// ------------------------------------------------------------------------------------ in a review

/** A stack's resources, before and afterwards, as a plan has them. */
function planned(
  from: Spec,
  to: Spec,
  topologies: readonly [string, string],
  rename: (host: string) => string,
) {
  const { servers, surveys } = situation(from, to);
  const control = (host: string) => ssh(`10.0.0.${host.slice(1)}`);
  const manifest = (name: (host: string) => string) =>
    JSON.stringify({
      ...{ format: 1, component: "dhcp/a", relationships: [] },
      servers: servers.map(({ host, family, kea, where, addresses }) => ({
        ...{ host: name(host), family, kea, where, addresses, directories: {}, config: "" },
        control: control(host),
      })),
    });
  const named = (name: (host: string) => string, configOf: (server: string) => JsonMap) =>
    Object.fromEntries(servers.map((one) => [`${name(one.host)}-dhcp4`, configOf(one.name)]));
  const configs = {
    before: named(
      (host) => host,
      (name) => surveys.get(name)!.running,
    ),
    after: named(rename, (name) => servers.find((one) => one.name === name)!.declared),
  };
  const stack = (topology: string, when: "before" | "after", isBoth: boolean) => {
    const change = (address: string, value: unknown, other: unknown) => {
      const [type, name] = address.split(".");
      const sides = when === "before" ? { before: value, after: other } : { before: other, after: value };
      return { address, type, name, change: { actions: ["update"], ...sides } };
    };
    const other = when === "before" ? "after" : "before";
    const only = <T>(value: T) => (isBoth ? value : null);
    const text = (side: typeof when) => manifest(side === "before" ? (host) => host : rename);
    return [
      change(
        `null_resource.${topology}_rollout_a`,
        { triggers: configs[when] },
        only({ triggers: configs[other] }),
      ),
      change(
        `terraform_data.${topology}_deployed_a`,
        { triggers_replace: configs[when] },
        only({ triggers_replace: configs[other] }),
      ),
      change(`local_file.${topology}_rollout-a`, { content: text(when) }, only({ content: text(other) })),
    ];
  };
  const [old, now] = topologies;
  const changes =
    old === now ? stack(now, "after", true) : [...stack(old, "before", false), ...stack(now, "after", false)];
  return subjectsOf(
    "p",
    readPlanned("p", JSON.stringify({ format_version: "1.2", resource_changes: changes })).all,
  );
}

const asIs = (host: string) => host;

test("a host that is renamed is told as the server that serves today, and not as a new one", () => {
  const { subjects, notes } = planned(HUB, POOL, ["dhcp", "dhcp"], (host) =>
    host === "h1" ? "munich" : host,
  );
  expect(notes).toEqual([]);
  expect(subjects[0]!.notes[0]).toContain("munich-dhcp4 was h1-dhcp4.");
  const review = reviewOf(subjects[0]!);
  expect(review.servers.map(({ server: name, what }) => `${name} ${what}`)).toContain("munich-dhcp4 changes");
  expect(headline([review])).not.toContain("serve nobody yet");
});

test("a topology that is renamed is told as what runs, and changes nothing", () => {
  const { subjects, notes } = planned(HUB, HUB, ["dhcp", "dhcp2"], asIs);
  expect(notes).toEqual([]);
  expect(subjects).toHaveLength(1);
  expect(subjects[0]!.notes[0]).toContain("h0-dhcp4 was h0-dhcp4 of dhcp");
  expect(headline([reviewOf(subjects[0]!)])).toBe("Nothing changes on any host.");
});
