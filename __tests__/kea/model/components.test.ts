import { components } from "../../../kea/model/components";
import type { Host, Relationship } from "../../../kea/model/topology";

const relationship = (name: string, ...hosts: string[]) =>
  ({ name, members: hosts.map((host) => ({ host })) }) as unknown as Relationship;

/** A topology of which only what ties hosts together is there. */
const topology = (relationships: Relationship[], hosts: Host[] = []) => ({ hosts, relationships });
const retired = (name: string, ...from: string[]) =>
  ({ name, retired: { from, families: [] } }) as unknown as Host;
const names = (...args: Parameters<typeof components>) => components(...args).map(({ name }) => name);

test("relationships that share a host, even through others, roll out together", () => {
  const found = components(
    topology([
      relationship("a", "hub", "one"),
      relationship("b", "left", "right"),
      relationship("c", "two", "three"),
      relationship("d", "hub", "two"),
    ]),
  );
  expect(found.map(({ name, relationships }) => [name, relationships.map((r) => r.name)])).toEqual([
    ["a", ["a", "c", "d"]],
    ["b", ["b"]],
  ]);
  expect([...found[0]!.hosts].sort()).toEqual(["hub", "one", "three", "two"]);
});

test("a host that was a member rolls out with the relationship that it leaves", () => {
  const moved = { ...relationship("b", "site", "hub2"), former: ["hub1"] };
  expect(names(topology([relationship("a", "hub1", "one"), moved]))).toEqual(["a"]);
});

describe("a component's name", () => {
  const kept = { hub: "a", one: "a", two: "a", left: "b", right: "b" };

  test("is that of its first relationship, where nothing is kept", () => {
    expect(names(topology([relationship("a", "x", "y"), relationship("b", "y", "z")]))).toEqual(["a"]);
  });

  test("stays when another relationship comes first", () => {
    expect(
      names(topology([relationship("z", "hub", "three"), relationship("a", "hub", "one")]), kept),
    ).toEqual(["a"]);
  });

  test("stays when the relationship that gave it goes", () => {
    expect(names(topology([relationship("c", "hub", "two")]), kept)).toEqual(["a"]);
  });

  test("stays with most of its hosts when it falls apart; the rest is named anew", () => {
    expect(
      names(topology([relationship("c", "one", "four"), relationship("d", "hub", "two")]), kept),
    ).toEqual(["c", "a"]);
  });

  test("is one of two when two become one", () => {
    expect(
      names(topology([relationship("c", "left", "hub"), relationship("d", "hub", "one")]), kept),
    ).toEqual(["a"]);
  });

  test("is never given twice, whoever is called like a name that is kept", () => {
    expect(
      names(
        topology([
          relationship("b", "new", "newer"),
          relationship("a", "hub", "one"),
          relationship("c", "left", "right"),
        ]),
        kept,
      ),
    ).toEqual(["b-2", "a", "b"]);
  });
});

describe("a retired host", () => {
  test("rolls out with those that it leaves", () => {
    const [first, ...others] = components(
      topology([relationship("a", "hub", "one")], [retired("old", "hub")]),
    );
    expect(others).toEqual([]);
    expect(first?.hosts).toContain("old");
  });

  test("ties those together that it leaves: they change together", () => {
    const both = [relationship("a", "hub", "one"), relationship("b", "other", "two")];
    expect(names(topology(both, [retired("moved", "hub", "other")]))).toEqual(["a"]);
  });

  test("rolls out alone when nobody of before is left, under the name that it had", () => {
    expect(components(topology([], [retired("old"), retired("older", "old")]))).toEqual([
      { name: "old", hosts: ["old", "older"], relationships: [] },
    ]);
    expect(names(topology([], [retired("old")]), { old: "north" })).toEqual(["north"]);
  });
});
