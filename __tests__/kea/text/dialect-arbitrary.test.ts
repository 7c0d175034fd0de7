import fc from "fast-check";
import { readDialect } from "../../../kea/text/dialect";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Pieces that mean something, in any order; files include each other at random. */
const pieces = fc
  .array(
    fc.constantFrom(
      ..."{}[],:\"'\\/*#-+.0e1".split(""),
      ...['"k"', '"Dhcp4"', "true", "NULL", "//", "/*", "*/", "\n", "\r", "\t", " ", "\ufeff", "\u0000", "é"],
      ...[
        '<?include "a"?>',
        '<?include "b"?>',
        '<?include "missing"?>',
        "<?",
        "?>",
        "\\u00",
        "1e999",
        "007",
        "word",
      ],
    ),
    { maxLength: 80 },
  )
  .map((list) => list.join(""));

test("arbitrary text is read or refused with line and column, and never throws", () => {
  fc.assert(
    fc.property(pieces, pieces, pieces, (main, a, b) => {
      const files: Record<string, string> = { a, b };
      const reading = readDialect("main", bytes(main), (name) =>
        name in files ? { file: name, bytes: bytes(files[name]!) } : { problem: "there is none" },
      );
      expect(reading.value === undefined).toBe(reading.errors.length > 0);
      for (const { at } of [...reading.errors, ...reading.remarks]) {
        const lines = (files[at.file] ?? main).split("\n");
        expect(at.line).toBeGreaterThanOrEqual(1);
        expect(at.line).toBeLessThanOrEqual(lines.length);
        expect(at.column).toBeLessThanOrEqual(lines[at.line - 1]!.length + 1);
        expect(at.endLine > at.line || at.endColumn >= at.column).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});

test("arbitrary bytes never throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
      readDialect("main", content, () => ({ problem: "there is none" }));
    }),
    { numRuns: 2000 },
  );
});

test("whatever JSON prints is read as it was", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, "\t"), (text, space) => {
      const value: unknown = JSON.parse(text);
      const printed = JSON.stringify(value, null, space);
      const reading = readDialect("main", bytes(printed), () => ({ problem: "there is none" }));
      expect(reading.errors).toEqual([]);
      expect(JSON.stringify(reading.value)).toBe(JSON.stringify(value));
    }),
    { numRuns: 2000 },
  );
});
