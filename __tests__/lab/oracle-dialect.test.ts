/** Our reader of Kea's JSON against Kea's own: comments, commas, includes, numbers, escapes, depth. */
import * as fc from "fast-check";
import { readDialect } from "../../kea/text/dialect";
import type { Question } from "../../lab/kea/oracle";
import { describeLab, suiteOracle } from "./support";

const KEA = "3.0.4";
const SEED = Number(process.env.ORACLE_SEED ?? 20261124);

type Text = Omit<Question, "family">;

/** A value where Kea takes any. */
const around = (value: string): string => `{ "Dhcp4": { "user-context": { "x": ${value} } } }`;
const nested = (levels: number): string => around("[".repeat(levels - 3) + "]".repeat(levels - 3));

const NUMBERS = [
  ...[
    "0",
    "-0",
    "007",
    "-1",
    "+1",
    "1.",
    ".5",
    "+.5",
    "-.5",
    ".",
    "1e3",
    "1E+3",
    "1e",
    "1.5e-3",
    "1e400",
    "-1e400",
  ],
  ...[
    "0x10",
    "1_000",
    "--1",
    "- 1",
    "1.2.3",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
  ],
  ...["1e-400", "00.5", "1.e3", "Infinity", "NaN", "1f", "1.0e", "e3"],
];
const STRINGS = [
  ...[
    '""',
    '"a b"',
    String.raw`"\\ \/ \" \b\f\n\r\t"`,
    String.raw`"\u0041"`,
    String.raw`"\u00e9"`,
    String.raw`"\u0100"`,
  ],
  ...[
    String.raw`"\ud83d\ude00"`,
    String.raw`"\u00"`,
    String.raw`"\x41"`,
    String.raw`"\u0000"`,
    '"é"',
    '"\t"',
    '"\n"',
    "'a'",
  ],
  ...['"', '"a" "b"', '"// no comment"', '"<?include \\"a\\"?>"', '"\u0001"', '"\u007f"'],
];
const WORDS = ["true", "false", "null", "True", "FALSE", "Null", "nULL", "yes", "nil", "undefined"];
const FILLERS = [
  ...[
    "",
    " ",
    "\t",
    "\n",
    "\r\n",
    "# a\n",
    "// b\n",
    "/* c */",
    "/* d\n * e */",
    "/**/",
    "/* # // */",
    "#\n",
  ],
  ...["/* open", "*/", "/ /", "\f", "\v", "\u00a0", "\ufeff", "//\r\n", "/* a /* b */", ";"],
];
const LISTS = ["[]", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "[1,2", "[1]]", "[[],[]]", "[{}]", "[1,2,]"];
const MAPS = [
  ...[
    "{}",
    '{"a":1,}',
    '{,"a":1}',
    '{"a":1,,"b":2}',
    '{"a" 1}',
    '{"a":}',
    "{a:1}",
    "{1:2}",
    '{"a":1 "b":2}',
    "{,}",
  ],
  ...['{"a":1,"a":2}', '{"":1}', '{"a":{"b":[{}]}}', "{'a':1}", '{"a"::1}'],
];

const FIXED: readonly Text[] = [
  ...[...NUMBERS, ...STRINGS, ...WORDS, ...LISTS, ...MAPS].map((value) => ({ text: around(value) })),
  ...FILLERS.flatMap((filler) => [
    { text: around(`[1${filler},2]`) },
    { text: `${filler}${around("1")}` },
    { text: `${around("1")}${filler}` },
  ]),
  ...[2, 50, 99, 100].map((levels) => ({ text: nested(Math.max(levels, 4)) })),
  ...[
    // What is whole JSON, and no configuration, is the business of the rules.
    "",
    " ",
    '{ "Dhcp4": {} ',
    '{ "Dhcp4": { "user-context": {} } } x',
  ].map((text) => ({
    text,
  })),
  { text: '{ "Dhcp4": { "user-context": {} }, "Dhcp4": { "user-context": {} } }' },
  { text: '{ "Dhcp4": { "user-context": {}, "user-context": {} } }' },
  { text: '{ "Dhcp4": { "valid-lifetime": 7200, "valid-lifetime": 7200 } }' },
  { text: '{ "Dhcp4": { "user-context": {}, } }' },
  { text: '{ "Dhcp4": { , "user-context": {} } }' },
  { text: '{ "Dhcp4": { "user-context": {} }, }' },
  { text: '{ "Dhcp4": { "valid-lifetime": 07200 } }' },
  { text: '{ "Dhcp4": { "valid-lifetime": +7200 } }' },
  ...[
    ["1", ""],
    ["", ""],
    ["[1, 2]", ""],
    ["[1,", "2]"],
    ['<?include "/oracle/two.inc"?>', "5"],
    ['<?include "/oracle/one.inc"?>', ""],
    ['<?include "/oracle/missing.inc"?>', ""],
    ["# only a comment", "1"],
    ["/* open", "1"],
    ['"a', 'b"'],
  ].map(([one = "", two = ""]) => ({
    text: around('<?include "/oracle/one.inc"?> <?include "/oracle/two.inc"?>'),
    files: { "one.inc": one, "two.inc": two },
  })),
  ...[
    '<?include "/oracle/one.inc"?>',
    '<? include\n"/oracle/one.inc" ?>',
    "<?include '/oracle/one.inc'?>",
  ].map((text) => ({
    text: around(text),
    files: { "one.inc": "1" },
  })),
  ...[
    '<?include "/oracle/one.inc">',
    "<?include /oracle/one.inc?>",
    '<?INCLUDE "/oracle/one.inc"?>',
    "<??>",
    '<?include ""?>',
  ].map((text) => ({ text: around(text), files: { "one.inc": "1" } })),
];

/** Texts that mean something, mostly: values in odd spellings, with fillers between their words. */
const arbitrary: fc.Arbitrary<Text> = fc
  .letrec<{ value: string; filler: string }>((tie) => {
    const usually = (often: readonly string[], seldom: readonly string[], weight: number) =>
      fc.oneof(
        { weight, arbitrary: fc.constantFrom(...often) },
        { weight: 1, arbitrary: fc.constantFrom(...seldom) },
      );
    const comma = usually([","], ["", ",,", ";"], 60);
    const close = (end: string) => usually([end], [`,${end}`, ""], 12);
    const filler = usually(FILLERS.slice(0, 12), FILLERS.slice(12), 150);
    const joined = (parts: fc.Arbitrary<string>) =>
      fc
        .array(fc.tuple(parts, comma), { maxLength: 4 })
        .map((list) =>
          list.map(([part, sign], index) => (index < list.length - 1 ? part + sign : part)).join(""),
        );
    const wrapped = (inner: fc.Arbitrary<string>) =>
      fc.tuple(filler, inner, filler).map((parts) => parts.join(""));
    return {
      filler,
      value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        usually(["0", "12", "-3", "0.5", "1e3"], NUMBERS, 25),
        usually(STRINGS.slice(0, 5), STRINGS, 25),
        usually(WORDS.slice(0, 4), WORDS, 40),
        fc.constant('<?include "/oracle/one.inc"?>'),
        fc.tuple(wrapped(joined(tie("value"))), close("]")).map(([inner, end]) => `[${inner}${end}`),
        fc
          .tuple(
            wrapped(
              joined(
                fc
                  .tuple(tie("filler"), tie("value"))
                  .map(([gap, value]) => `"k${value.length}"${gap}:${value}`),
              ),
            ),
            close("}"),
          )
          .map(([inner, end]) => `{${inner}${end}`),
      ),
    };
  })
  .value.chain((value) =>
    fc.constantFrom("1", "[]", '"a"', "# c\n 2", "{", "").map((included) => ({
      text: around(value),
      files: { "one.inc": included },
    })),
  );

function takes({ text, files = {} }: Text): boolean {
  const bytes = (content: string) => new TextEncoder().encode(content);
  const { errors, remarks } = readDialect("main", bytes(text), (name) => {
    const content = files[name.replace("/oracle/", "")];
    return content === undefined
      ? { problem: "there is no such file" }
      : { file: name, bytes: bytes(content) };
  });
  return errors.length === 0 && remarks.every(({ kind }) => kind === "lenient");
}

describeLab(
  `our reader of configuration files against Kea ${KEA}`,
  () => {
    const oracle = suiteOracle(KEA);

    const differences = async (texts: readonly Text[]) => {
      const verdicts = await oracle().askAll(texts.map((text) => ({ ...text, family: 4 as const })));
      return texts.flatMap((text, index) => {
        const { accepted, crashed, said } = verdicts[index]!;
        if (!crashed && accepted === takes(text)) return [];
        return [
          `${crashed ? "Kea crashed" : accepted ? "Kea takes" : "Kea refuses"}: ${JSON.stringify(text)}\n${said}`,
        ];
      });
    };

    test("every spelling that one of them could take in another way", async () => {
      expect(await differences(FIXED)).toEqual([]);
    }, 120_000);

    test("texts at random", async () => {
      const texts = fc.sample(arbitrary, { numRuns: 600, seed: SEED });
      const taken = texts.filter(takes).length;
      expect(taken).toBeGreaterThan(120);
      expect(taken).toBeLessThan(480);
      expect((await differences(texts)).slice(0, 5)).toEqual([]);
    }, 300_000);

    // A start refuses them (damage.test.ts), -T does not.
    test("files deeper than a hundred levels, which we refuse all the same", async () => {
      const deep = { text: nested(101) };
      expect((await oracle().ask({ ...deep, family: 4 })).accepted).toBe(true);
      expect(takes(deep)).toBe(false);
    });
  },
  KEA,
);
