/** Random tests of client classes: sound ones, and ones with a few words changed. */
import * as fc from "fast-check";
import { FAMILIES, Family } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import { type Case, Dice } from "./generate";

const TEXTS = ["'abc'", "''", "0x0aF", "0", "4294967295", "10.0.0.1", "2001:db8::1", "::", "'K(é'"];
const CODES = ["60", "0", "255", "16", "tele", "hostname", "client-id", "new-posix-timezone"];
const STRANGE = (
  "= != && || ! \" ' ; ] [ ( ) . , * + - -1 256 65536 4294967296 99999999999999999999 0x 300.1.1.1 1:2 00:11 x " +
  "nobody option[foo].hex option[ 60 ].hex option[-1].hex relay4[1].hex relay6[0].option[1].hex pkt4.mac pkt6.msgtype pkt.len " +
  "KNOWN 'KNOWN' member(KNOWN) TRUE all and or not sand sor match('[','a') match('a.*',pkt.iface) sifelse hex text exists member('KNOWN')"
).split(" ");

/** Makes texts by Kea's grammar. */
class Grammar {
  private deep = 0;

  constructor(
    private readonly dice: Dice,
    private readonly v4: boolean,
    private readonly newer: boolean,
  ) {}

  condition(): string {
    const { dice } = this;
    const simple = [
      () => `${this.text()} == ${this.text()}`,
      () => `${this.option()}.exists`,
      () => `member('${dice.of(["KNOWN", "ALL", "VENDOR_CLASS_x", "AFTER_x"])}')`,
      () => `vendor-class[${dice.of(["*", "4491"])}].exists`,
      () => `vendor[*].exists`,
      ...(this.newer ? [() => `match('a+(b|c)', ${this.text()})`] : []),
    ];
    const nested = [
      () => `not ${this.condition()}`,
      () => `(${this.condition()})`,
      () =>
        `${this.condition()} ${dice.of(["and", "or", ...(this.newer ? ["sand", "sor"] : [])])} ${this.condition()}`,
    ];
    return this.pick(simple, nested);
  }

  text(): string {
    const { dice } = this;
    const some = () => this.text();
    const simple = [
      () => dice.of(TEXTS),
      () => `${this.option()}.${dice.of(["hex", "text"])}`,
      () => `pkt.${dice.of(["iface", "src", "dst", "len"])}`,
      () => (this.v4 ? `pkt4.${dice.of(["mac", "giaddr", "msgtype"])}` : "pkt6.transid"),
      () => dice.of(["vendor.enterprise", "vendor-class.enterprise", "vendor-class[*].data[255]"]),
    ];
    const nested = [
      () => `(${some()})`,
      () => `${some()} + ${some()}`,
      () => `substring(${some()},${dice.of(["0", "-3"])},${dice.of(["all", "4"])})`,
      () => `split(${some()}, '.', 2)`,
      () => `concat(${some()}, ${some()})`,
      () =>
        `${dice.of(this.newer ? ["ifelse", "sifelse"] : ["ifelse"])}(${this.condition()}, ${some()}, ${some()})`,
      () => `hexstring(${some()}, ':')`,
      () => `${dice.of(["lcase", "ucase", "addrtotext", "uint16totext"])}(${some()})`,
    ];
    return this.pick(simple, nested);
  }

  private option(): string {
    const { dice } = this;
    const codes = this.v4 ? ["61", "hostname", "host-name", "12"] : ["16", "client-data", "60000"];
    return dice.of([
      `option[${dice.of(codes)}]`,
      `option[${dice.of(codes)}].option[1]`,
      `vendor[4491].option[2]`,
      this.v4 ? "relay4[2]" : "relay6[-1].option[37]",
    ]);
  }

  private pick(simple: readonly (() => string)[], nested: readonly (() => string)[]): string {
    this.deep += 1;
    const made = this.dice.of(this.deep > 3 || this.dice.oneIn(2) ? simple : nested)();
    this.deep -= 1;
    return made;
  }
}

function change(dice: Dice, text: string): string {
  const words = text.match(/'[^']*'|[A-Za-z0-9-]+|\s+|./gs) ?? [];
  if (words.length === 0) return text;
  const at = dice.upTo(words.length - 1);
  const put = dice.of([
    () => [],
    () => [dice.of([...STRANGE, ...TEXTS, ...CODES])],
    () => [words[at]!, dice.of([...STRANGE, ...words])],
    () => [words[at]!.toUpperCase()],
    () => [words[at]!, words[at]!],
  ])();
  return [...words.slice(0, at), ...put, ...words.slice(at + 1)].join("");
}

/** Servers with one class each, sound and changed. */
export function sampleClassTests(kea: KeaVersion, count: number, seed: number): Case[] {
  const one = fc.gen().map((gen): Case => {
    const dice = new Dice(gen);
    const family = dice.of(Object.values(Family));
    const v4 = family === Family.V4;
    const grammar = new Grammar(dice, v4, kea !== KeaVersion.V2_6);
    const asText = dice.oneIn(4);
    let test = asText ? grammar.text() : grammar.condition();
    for (let n = dice.of([0, 1, 1, 2]); n > 0; n--) test = change(dice, test);
    const server = {
      "option-def": [{ name: "tele", code: 222, type: "string" }],
      "client-classes": [{ name: "a", [asText ? "template-test" : "test"]: test }],
    };
    return { family, config: { [FAMILIES[family].root]: server }, broken: test };
  });
  return fc.sample(one, { numRuns: count, seed });
}
