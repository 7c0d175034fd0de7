import { cut, widthOf } from "../../../kea/shown/text-width";
import { dejavuWidth } from "../../support/dejavu";

const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

test.each(["regular", "bold"] as const)(
  "no character of DejaVu Sans is wider than estimated, %s",
  (weight) => {
    const tooWide = printable.filter(
      (one) => widthOf(one, 1, weight) < dejavuWidth(one, 1, weight === "bold"),
    );
    expect(tooWide).toEqual([]);
  },
);

test("names and addresses are not estimated much wider than they are", () => {
  for (const text of ["berlin.hq", "192.168.100.219", "2001:db8:12:34::/64", "standby", "frankfurt-am-main"])
    expect(widthOf(text, 10) / dejavuWidth(text, 10, false)).toBeLessThan(1.2);
});

test("Chinese characters and symbols get a square and more", () => {
  expect(widthOf("東京🖧", 10)).toBeGreaterThan(30);
});

test("a long text is cut with an ellipsis, and control characters are spaces", () => {
  expect(cut("frankfurt", 9)).toBe("frankfurt");
  expect(cut("frankfurt", 8)).toBe("frankfu…");
  expect(cut("a\u0000b\nc", 9)).toBe("a b c");
});
