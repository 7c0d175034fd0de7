import { oncePer } from "../../kea/remember";

test("what was read off an object is not read again, also where nothing was found", () => {
  const asked: object[] = [];
  const read = oncePer((of: { readonly name?: string }) => {
    asked.push(of);
    return of.name;
  });
  const [named, nameless] = [{ name: "a" }, {}];
  expect([read(named), read(nameless), read(named), read(nameless)]).toEqual([
    "a",
    undefined,
    "a",
    undefined,
  ]);
  expect(asked).toEqual([named, nameless]);
});
