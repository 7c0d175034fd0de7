/** Values that only Terraform knows, in places that make something of them. What Terraform makes: apply.test.ts. */
import { TerraformVariable, type TerraformStack } from "cdktf";
import { Family, type KeaHostProps, KeaTopology, KeaVersion, type MemberProps } from "../../constructs";
import { fileTexts, synthErrors, synthStack } from "../support/synth";

const text = (stack: TerraformStack, name: string) =>
  new TerraformVariable(stack, name, { type: "string" }).stringValue;

describe("an IPv6 address", () => {
  const dhcp = (stack: TerraformStack, host: Partial<KeaHostProps>, member: Partial<MemberProps> = {}) => {
    const topology = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
    const a = topology.addHost("a", { address: "2001:db8::1", interfaces: ["eth0"], ...host });
    const b = topology.addHost("b", { address: "2001:db8::2", interfaces: ["eth0"] });
    topology.addRelationship("net", {
      family: Family.V6,
      primary: { host: a, ...member },
      standby: { host: b },
      port: 8000,
      subnets: [{ id: 1, subnet: "2001:db8:1::/64", pools: ["2001:db8:1::/80"], interface: "eth0" }],
    });
  };
  const read = (build: (stack: TerraformStack) => void) => {
    const texts = fileTexts(synthStack(build));
    const [a] = JSON.parse(texts["dhcp_rollout-net"]!).servers;
    const { Dhcp6 } = JSON.parse(texts["dhcp_a-dhcp6"]!);
    const { peers } = Dhcp6["hooks-libraries"][0].parameters["high-availability"][0];
    return { url: peers[0].url, addresses: a.addresses, dialled: a.control.address };
  };
  const BRACKETED = 'http://${replace(var.a, "/^[[]?([^][]*:[^][]*)[]]?$/", "[$1]")}:8000/';

  test("that Terraform knows gets its brackets in URLs when it applies, and nowhere else", () => {
    expect(read((stack) => dhcp(stack, { address: text(stack, "a") }))).toEqual({
      url: BRACKETED,
      addresses: ["${var.a}"],
      dialled: "${var.a}",
    });
  });

  test("in brackets is the address without them", () => {
    const own = read((stack) => dhcp(stack, {}));
    expect(own.url).toBe("http://[2001:db8::1]:8000/");
    expect(read((stack) => dhcp(stack, { address: "[2001:db8::1]" }))).toEqual(own);
    expect(read((stack) => dhcp(stack, {}, { address: "[2001:db8::1]" }))).toEqual(own);
    expect(
      read((stack) => dhcp(stack, { addresses: ["[2001:db8::9]"] }, { address: "2001:db8::9" })),
    ).toMatchObject({ addresses: ["2001:db8::1", "2001:db8::9"] });
    const known = read((stack) => dhcp(stack, { address: `[${text(stack, "a")}]` }));
    expect(known).toMatchObject({ url: BRACKETED, addresses: ["${var.a}"] });
  });

  test("in half a bracket is none", () => {
    const errors = synthErrors((stack) => dhcp(stack, { address: "[2001:db8::1" }));
    expect(errors).toEqual([expect.stringContaining("KEAHA008")]);
  });
});
