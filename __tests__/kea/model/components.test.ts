import { components } from "../../../kea/model/components";
import type { Relationship } from "../../../kea/model/topology";

const relationship = (name: string, ...hosts: string[]) =>
  ({ name, members: hosts.map((host) => ({ host })) }) as unknown as Relationship;

test("relationships that share a host, even through others, roll out together", () => {
  const found = components([
    relationship("a", "hub", "one"),
    relationship("b", "left", "right"),
    relationship("c", "two", "three"),
    relationship("d", "hub", "two"),
  ]);
  expect(found.map(({ name, relationships }) => [name, relationships.map((r) => r.name)])).toEqual([
    ["a", ["a", "c", "d"]],
    ["b", ["b"]],
  ]);
  expect([...found[0]!.hosts].sort()).toEqual(["hub", "one", "three", "two"]);
});
