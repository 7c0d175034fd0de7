import { readDialect } from "../../../kea/text/dialect";
import type { IncludeReader } from "../../../kea/text/source";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Reads a text; included files come from a map. */
function read(text: string | Uint8Array, files: Record<string, string> = {}) {
  const include: IncludeReader = (name) =>
    name in files ? { file: name, bytes: bytes(files[name]!) } : { problem: "there is no such file" };
  return readDialect("a.conf", typeof text === "string" ? bytes(text) : text, include);
}

const errorsOf = (...input: Parameters<typeof read>) =>
  read(...input).errors.map(({ at, message }) => `${at.file}:${at.line}:${at.column} ${message}`);
const remarksOf = (...input: Parameters<typeof read>) =>
  read(...input).remarks.map(({ kind, at, message }) => `${at.line}:${at.column} ${kind}: ${message}`);
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

describe("What Kea reads", () => {
  // Each was read by kea-dhcp4 -t of 2.6.3 and 3.0.4.
  test.each([
    ["comments of all three kinds", '# a\n// b\n/* c\n*/ { /* d */ "k": 1 # e\n } // f', { k: 1 }],
    ["comment signs inside strings", '{ "k": "http://x/#y /* z */" }', { k: "http://x/#y /* z */" }],
    ["an include directive inside a string", '{ "k": "<?include \\"q\\"?>" }', { k: '<?include "q"?>' }],
    ["Windows line ends", '{\r\n"k": 1\r\n}\r\n', { k: 1 }],
    [
      "numbers that JSON does not have",
      '{ "user-context": [1., .5, +1.5, 1e3] }',
      { "user-context": [1, 0.5, 1.5, 1000] },
    ],
    ["escapes", String.raw`["a\/b\b\f\n\r\t\"\\\u00e9"]`, ['a/b\b\f\n\r\t"\\é']],
    ["an empty key", '{ "": 1 }', { "": 1 }],
  ])("%s", (_, text, value) => {
    expect(read(text)).toMatchObject({ value, errors: [], remarks: [] });
  });

  test("__proto__ is a key like any other", () => {
    const value = read('{ "__proto__": { "polluted": true } }').value as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(value.polluted).toBeUndefined();
  });

  test("a hundred levels", () => {
    expect(read(nested(100)).errors).toEqual([]);
  });

  test("a string of some megabytes", () => {
    const long = "x".repeat(5_000_000);
    expect(read(`{ "k": "${long}\\n" }`).value).toEqual({ k: `${long}\n` });
  });

  test("the places of keys and values", () => {
    const reading = read('{\n  "a": [ 1,\n    { "b": "text" } ]\n}');
    const at = (line: number, column: number, endColumn: number, endLine = line) =>
      expect.objectContaining({ file: "a.conf", line, column, endLine, endColumn });
    expect(reading.place(["a", 1, "b"])).toEqual({ value: at(3, 12, 18), key: at(3, 7, 10) });
    expect(reading.place(["a", 0])).toEqual({ value: at(2, 10, 11), key: undefined });
    expect(reading.place(["a"])).toEqual({ value: at(2, 8, 22, 3), key: at(2, 3, 6) });
  });

  test("the place of what is absent is that of its surroundings", () => {
    const reading = read('{\n "a": { "b": 1 } }');
    expect(reading.place(["a", "absent", "more"])).toEqual(reading.place(["a"]));
    expect(read("").place(["a"])).toBeUndefined();
  });
});

describe("Includes", () => {
  test("stand for the words of another file, whole values or not", () => {
    const files = { "n.inc": "10 # ten", "part.inc": '"b": 2, "c":', "open.inc": '3, "d": { "e": 4 }' };
    const text = '{ "a": <?include "n.inc"?>, <? include\n"part.inc" ?> <?include "open.inc"?>, "f": 5 }';
    expect(read(text, files)).toMatchObject({ value: { a: 10, b: 2, c: 3, d: { e: 4 }, f: 5 }, errors: [] });
  });

  test("include others, and places name the file", () => {
    const files = { "one.inc": '\n<?include "two.inc"?>', "two.inc": '{ "k":\n  7 }' };
    const reading = read('<?include "one.inc"?>', files);
    expect(reading.value).toEqual({ k: 7 });
    expect(reading.place(["k"])?.value).toMatchObject({ file: "two.inc", line: 2, column: 3 });
  });

  test("may hold nothing, and are not looked for in comments", () => {
    const text = '{ "a": 1 <?include "none.inc"?> // <?include "missing"?>\n /* <?include "missing"?> */ }';
    expect(read(text, { "none.inc": "" })).toMatchObject({ value: { a: 1 }, errors: [] });
  });

  test.each([
    [
      "that are missing",
      '{ "a": <?include "x"?> }',
      'a.conf:1:8 The included file "x" cannot be read: there is no such file.',
    ],
    ["of themselves", '<?include "self"?>', 'self:1:1 Files include each other more than 11 deep: "self".'],
    [
      "without quotes",
      '{ "a": <?include x?> }',
      'a.conf:1:8 This is no directive of Kea: it reads <?include "FILE"?> only.',
    ],
    [
      "with a mistake inside",
      '{ "a": <?include "bad"?> }',
      'bad:2:4 "x" is no value: a string takes double quotes.',
    ],
    ["with an open comment", '{ "a": <?include "open"?> }', "open:1:4 This comment is never closed."],
  ])("are refused %s", (_, text, error) => {
    const files = { self: '<?include "self"?>', bad: "[1\n , x]", open: "10 /* and" };
    expect(errorsOf(text, files)[0]).toBe(error);
  });

  test.each([
    '{ "a": <?include "x"?> }',
    '{ "b": 1, <?include "x"?> }',
    '{ <?include "x"?> "b": 1 }',
    '<?include "x"?>',
  ])("that are missing are one mistake: %s", (text) => {
    expect(errorsOf(text)).toEqual([expect.stringContaining('The included file "x" cannot be read')]);
  });

  test("eleven deep are read, as Kea does", () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, n) => [`${n}`, n + 1 < length ? `<?include "${n + 1}"?>` : "[]"]),
      );
    expect(read('<?include "0"?>', chain(11)).value).toEqual([]);
    expect(read('<?include "0"?>', chain(12)).errors).toHaveLength(1);
  });

  test("that multiply end soon", () => {
    const many = (name: string) => `<?include "${name}"?>`.repeat(30);
    const files = { a: many("b"), b: many("c"), c: many("d"), d: many("e"), e: "" };
    expect(errorsOf(many("a"), files)).toEqual([
      expect.stringContaining("More than 1000 files are included."),
    ]);
  });
});

describe("What Kea refuses though its meaning is clear", () => {
  // Each was refused by kea-dhcp4 -t (the float in the HA block: -T) of 3.0.4.
  test.each([
    [
      "a key twice",
      '{ "a": 1,\n "b": 2, "a": 3 }',
      '2:10 duplicate-key: the key "a" stands twice in one map, first at 1:3.',
    ],
    [
      "the same key behind an escape",
      String.raw`{ "a": 1, "\u0061": 3 }`,
      '1:11 duplicate-key: the key "a" stands twice in one map, first at 1:3.',
    ],
    ["a byte order mark", "\ufeff{}", "1:1 refused: the file begins with a byte order mark."],
    ["a tab in a string", '["\t"]', "1:3 refused: a control character (U+0009) is in a string."],
    ["an unknown escape", String.raw`["x\q"]`, String.raw`1:4 refused: Kea does not know the escape "\\q".`],
    [
      "a character beyond Latin-1 as an escape",
      String.raw`["\u0141"]`,
      String.raw`1:3 refused: Kea does not know the escape \u0141.`,
    ],
    ["words in capitals", "[True]", "1:2 refused: True is not in lower case."],
    [
      "a whole number beyond 64 bits",
      "[9223372036854775808]",
      '1:2 refused: the number "9223372036854775808" is too large for Kea.',
    ],
    [
      "a float beyond the largest",
      '{ "user-context": 1e400 }',
      '1:19 refused: the number "1e400" is too large for Kea.',
    ],
    [
      "a float for a whole number",
      '{ "heartbeat-delay": 1e4 }',
      "1:22 refused: 1e4 is a floating-point number: Kea refuses it where it wants a whole one.",
    ],
    [
      "a whole number for a fraction",
      '{ "t1-percent": 1, "user-context": { "t2-percent": 1 } }',
      "1:17 refused: 1 is a whole number: Kea refuses it where it wants a floating-point one.",
    ],
  ])("%s", (_, text, remark) => {
    expect(remarksOf(text)).toEqual([remark]);
    expect(read(text).errors).toEqual([]);
  });

  test("who gives a share in percent is told the share", () => {
    const { remarks } = read('{ "t1-percent": 50, "t2-percent": 1, "cache-threshold": 0 }');
    expect(remarks.map(({ remedy }) => remedy)).toEqual(["Write 0.5.", "Write 1.0.", "Write 0.0."]);
  });

  test("the smallest and the largest whole numbers are fine", () => {
    expect(remarksOf("[9223372036854775807, -9223372036854775808]")).toEqual([]);
  });

  test("a float is fine where Kea wants one", () => {
    const text = '{ "t1-percent": 1.0, "user-context": { "a": 1.0 }, "parameters": { "limit": 1.0 } }';
    expect(remarksOf(text)).toEqual([]);
  });
});

describe("What Kea reads, but others do not", () => {
  test("extra commas", () => {
    expect(remarksOf('{ "a": [1,,2,],\n}')).toEqual([
      "1:10 lenient: a comma with nothing after it.",
      "1:13 lenient: a comma with nothing after it.",
      "1:15 lenient: a comma with nothing after it.",
    ]);
    expect(read('{ "a": [1,,2,],\n}').value).toEqual({ a: [1, 2] });
  });

  test("a thousand extra commas are said fifty times", () => {
    const remarks = remarksOf(`[1${",".repeat(1000)}2]`);
    expect(remarks).toHaveLength(50);
    expect(remarks.at(-1)).toBe(
      "1:52 lenient: a comma with nothing after it. 949 more places like it are left out.",
    );
  });

  test("leading zeros", () => {
    expect(remarksOf("[010]")).toEqual(['1:2 lenient: the number "010" has leading zeros; it means 10.']);
  });

  test("bytes that are not UTF-8", () => {
    const broken = Uint8Array.from([...bytes('{\n"a": "\ufffdé'), 0xff, ...bytes('" }')]);
    expect(remarksOf(broken)).toEqual(["2:9 lenient: the text is not UTF-8 from here on."]);
    expect(read(broken).value).toEqual({ a: "\ufffdé\ufffd" });
  });
});

describe("What nobody can read is said with line and column", () => {
  test.each([
    ["an empty file", "", "1:1 The file is empty."],
    ["nothing but comments", "# a\n", "1:1 The file holds nothing but comments."],
    ["a missing comma", '{ "a": 1\n"b": 2 }', '2:1 A comma is missing before this string "b".'],
    ["a missing comma in a list", "[1 2]", '1:4 A comma is missing before this "2".'],
    ["a missing colon", '{ "a" 1 }', '1:7 A colon is missing after the key "a".'],
    ["a missing value", '{ "a": }', '1:8 The key "a" has no value.'],
    ["a leading comma", "[,]", "1:2 A value is expected here, not ,."],
    ["a key without quotes", "{ a: 1 }", '1:3 The key "a" takes double quotes.'],
    ["a value without quotes", '{ "a": b }', '1:8 "b" is no value: a string takes double quotes.'],
    [
      "single quotes",
      "{ 'a': 1 }",
      '1:3 A character that means nothing here: "\'" (U+0027). Strings and keys take double quotes.',
    ],
    ["an open string", '{ "a": "b }\n', "1:8 This string is not closed on its line."],
    ["an open comment", '{ "a": 1 } /* b', "1:12 This comment is never closed."],
    ["an open map", '{ "a":\n [1', "2:4 The text ends inside the [ of 2:2."],
    ["a wrong bracket", '{ "a": [1 }', "1:11 This } does not close the [ of 1:8."],
    ["something after the end", "{} {}", "1:4 The configuration ends before this {."],
    [
      "keys without braces around them",
      '\n"Dhcp4": { "a": 1 }, "b": {}',
      '2:1 The key "Dhcp4" is in no map: put { } around the text.',
    ],
    ["a colon after a map", "{}: 1", "1:3 The configuration ends before this :."],
    ["YAML", "# a\n\nDhcp4:\n  valid-lifetime: 4000\n", "3:1 This looks like YAML: Kea reads JSON."],
    ["YAML with its mark", "---\na:\n  - b\n", "1:1 This looks like YAML: Kea reads JSON."],
    ["a list of YAML", "- id: 1\n  subnet: 10.0.0.0/24\n", "1:1 This looks like YAML: Kea reads JSON."],
    ["a bracket that closes nothing", "]", "1:1 A configuration begins with {, not with ]."],
    ["a lonely sign", "[-]", '1:2 "-" is no number.'],
    ["a no-break space", "{\u00a0}", '1:2 A character that means nothing here: "\u00a0" (U+00A0).'],
    [
      "a hundred and one levels",
      nested(101),
      "1:101 The text is nested deeper than 100 levels, which Kea refuses.",
    ],
    [
      "a million levels",
      nested(1_000_000),
      "1:101 The text is nested deeper than 100 levels, which Kea refuses.",
    ],
    [
      "a million open maps",
      '{"a":'.repeat(1_000_000),
      "1:501 The text is nested deeper than 100 levels, which Kea refuses.",
    ],
  ])("%s", (_, text, error) => {
    expect(errorsOf(text)).toEqual([`a.conf:${error}`]);
    expect(read(text).value).toBeUndefined();
  });

  test("several mistakes at once", () => {
    expect(errorsOf('{ "a" 1,\n b: 2\n "c": d }')).toEqual([
      'a.conf:1:7 A colon is missing after the key "a".',
      'a.conf:2:2 The key "b" takes double quotes.',
      'a.conf:3:2 A comma is missing before this string "c".',
      'a.conf:3:7 "d" is no value: a string takes double quotes.',
    ]);
  });

  test("single quotes everywhere are one mistake", () => {
    const line = "'url': 'http://10.0.0.1:8000/', 'a b': [ 'c, d' ],\n";
    expect(errorsOf(`{ ${line.repeat(20)} }`)).toEqual([
      'a.conf:1:3 A character that means nothing here: "\'" (U+0027). Strings and keys take double quotes, here and in 79 more places.',
    ]);
    expect(errorsOf(`[ 'a', "it's", 'b' 1 ]`)).toEqual([
      'a.conf:1:3 A character that means nothing here: "\'" (U+0027). Strings and keys take double quotes, here and in 1 more place.',
      'a.conf:1:20 A comma is missing before this "1".',
    ]);
  });

  test("a key without quotes and braces is told both", () => {
    expect(errorsOf("Dhcp4: { }")).toEqual([
      'a.conf:1:1 "Dhcp4" is no value: a string takes double quotes.',
      'a.conf:1:1 The key "Dhcp4" is in no map: put { } around the text.',
    ]);
  });

  test("at most ten of them", () => {
    expect(errorsOf(`[${"x ".repeat(100_000)}]`)).toHaveLength(10);
    expect(errorsOf("\u0000\u0001 ".repeat(100_000))).toHaveLength(10);
  });

  test("a UTF-16 file", () => {
    expect(errorsOf(Uint8Array.from([0xff, 0xfe, 0x7b, 0]))).toEqual([
      "a.conf:1:1 The file is UTF-16. Save it as UTF-8.",
    ]);
  });
});
