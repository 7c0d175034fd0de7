import { few } from "../../kea/words";

test("a hundred names are the first few, and how many more", () => {
  expect(few(["a", "b"])).toBe("a and b");
  expect(few(["a", "b", "c", "d"])).toBe("a, b, c and d");
  expect(few(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
  expect(few(["a", "b", "c", "d", "e"], 4)).toBe("a, b, c, d and e");
});
