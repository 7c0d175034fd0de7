/** Messages about values that only Terraform knows. */
import { Fn, Lazy, TerraformStack, TerraformVariable, Token } from "cdktf";
import { HubAndSpoke, type HubAndSpokeProps, type SubnetProps } from "../../constructs";
import { synthErrors, synthStack } from "../support/synth";

const text = (stack: TerraformStack, name: string) =>
  new TerraformVariable(stack, name, { type: "string" }).stringValue;
const numbered = (stack: TerraformStack, name: string) =>
  new TerraformVariable(stack, name, { type: "number" }).numberValue;
const list = (stack: TerraformStack, name: string) =>
  new TerraformVariable(stack, name, { type: "list(string)" }).listValue;

const sites = (stack: TerraformStack, changes: object, subnet: object = {}) => {
  const net: SubnetProps = { id: 1, subnet: "10.1.0.0/24", pools: ["10.1.0.10-10.1.0.250"], ...subnet };
  const props: HubAndSpokeProps = {
    hub: { name: "hq", address: "10.0.0.1" },
    spokes: [{ name: "berlin", address: "10.1.0.1", subnets: [net] }],
  };
  return new HubAndSpoke(stack, "dhcp", { ...props, ...changes });
};

const told = (build: (stack: TerraformStack) => void) =>
  synthErrors(build).map((line) => line.replace(/^\[[^\]]*\] /, ""));

/** What is said of an `extra` that has a value which is declared otherwise. */
const extra = (value: (stack: TerraformStack) => unknown) =>
  told((stack) => sites(stack, { ha: { heartbeatDelay: 1000, extra: { "heartbeat-delay": value(stack) } } }));
const INSTEAD = "where 1000 is declared. Use heartbeatDelay: extra is for what no property says.";

describe("a message about what only Terraform knows", () => {
  test("has a text as Terraform's expression", () => {
    const misspelt = { routres: ["10.1.0.1"] };
    expect(told((stack) => sites(stack, {}, { subnet: text(stack, "net"), ...misspelt }))).toEqual([
      "subnet ${var.net}: there is no property routres. Did you mean routers?",
    ]);
    expect(told((stack) => sites(stack, {}, { subnet: `${text(stack, "net")}/24`, ...misspelt }))).toEqual([
      "subnet ${var.net}/24: there is no property routres. Did you mean routers?",
    ]);
  });

  test("has a number as Terraform's expression", () => {
    expect(extra((stack) => numbered(stack, "delay"))).toEqual([
      `HA settings: extra has heartbeat-delay \${var.delay}, ${INSTEAD}`,
    ]);
    expect(extra(() => -1.5e300)).toEqual([`HA settings: extra has heartbeat-delay -1.5e+300, ${INSTEAD}`]);
  });

  test("has an entry of a list as the list's expression", () => {
    expect(extra((stack) => list(stack, "delays")[0])).toEqual([
      `HA settings: extra has heartbeat-delay "\${var.delays}", ${INSTEAD}`,
    ]);
  });

  const WORDS = `HA settings: extra has heartbeat-delay "(a value that only Terraform knows)", ${INSTEAD}`;

  test("never has a text that is marked sensitive, or is not known yet, but words for it", () => {
    for (const secret of [
      () => Fn.sensitive("svc-kea-7731"),
      () => Fn.upper("svc-kea-7731"),
      () => Lazy.stringValue({ produce: () => "svc-kea-7731" }),
      () => Lazy.stringValue({ produce: () => Fn.sensitive("svc-kea-7731") }),
    ])
      expect(extra(secret)).toEqual([WORDS]);
    expect(extra(() => Lazy.numberValue({ produce: () => 7731 })).join()).not.toContain("7731");
  });

  test("has a reference into a module, a list and a map", () => {
    for (const path of ["module.site-a.delay", "var.delays[0]", 'var.delays["hq"].first']) {
      const reference = `\${${path}}`;
      expect(extra(() => Lazy.stringValue({ produce: () => reference })).join()).toContain(reference);
    }
    expect(extra(() => Lazy.stringValue({ produce: () => '${"svc-kea-7731"}' }))).toEqual([WORDS]);
  });

  test("has words for an expression that is long, or none outside of Terraform", () => {
    expect(extra((stack) => text(stack, "delay".repeat(20)))).toEqual([WORDS]);
    const never = () => {
      throw new Error("not now");
    };
    expect(extra(() => Lazy.stringValue({ produce: never }))).toEqual([WORDS]);
  });

  test("has it as a whole or not at all where a text is cut", () => {
    for (const length of [60, 66, 72, 79, 80]) {
      const [message] = extra((stack) => `${"x".repeat(length)}${text(stack, "delay")} and more of it`);
      expect(message).not.toContain("TfT");
    }
    const [message] = extra((stack) => `${"x".repeat(40)}${text(stack, "delay")}${"y".repeat(80)}`);
    expect(message).toContain(`${"x".repeat(40)}\${var.delay}y`);
  });

  test("says of a name that it has to be known at synth", () => {
    for (const name of [text, (stack: TerraformStack, of: string) => Token.asAny(text(stack, of)) as never])
      expect(() =>
        synthStack((stack) => sites(stack, { hub: { name: name(stack, "hub"), address: "10.0.0.1" } })),
      ).toThrow(
        'The name of a host is "${var.hub}", which is known only when Terraform applies, and has to be known at synth: files and Terraform addresses are named after it.',
      );
  });

  test("says a value of another stack as that stack has it", () => {
    const build = (stack: TerraformStack) => {
      const other = new TerraformStack(stack.node.root, "other");
      sites(stack, {}, { subnet: text(other, "net"), routres: [] });
    };
    expect(told(build)).toEqual(["subnet ${var.net}: there is no property routres. Did you mean routers?"]);
  });
});
