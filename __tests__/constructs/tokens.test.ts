/** Values that only Terraform knows, in places that make something of them. What Terraform makes: apply.test.ts. */
import { Token, TerraformVariable, type TerraformStack } from "cdktf";
import {
  ControlChannel,
  Family,
  HubAndSpoke,
  type HubAndSpokeProps,
  type KeaHostProps,
  KeaTopology,
  KeaVersion,
  type MemberProps,
  type SubnetProps,
} from "../../constructs";
import { fileTexts, synthErrors, synthStack } from "../support/synth";

const text = (stack: TerraformStack, name: string) =>
  new TerraformVariable(stack, name, { type: "string" }).stringValue;

const pair6 = (stack: TerraformStack, host: Partial<KeaHostProps>, member: Partial<MemberProps> = {}) => {
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

describe("an IPv6 address", () => {
  const read = (build: (stack: TerraformStack) => void) => {
    const texts = fileTexts(synthStack(build));
    const [a] = JSON.parse(texts["dhcp_rollout-net"]!).servers;
    const { Dhcp6 } = JSON.parse(texts["dhcp_a-dhcp6"]!);
    const { peers } = Dhcp6["hooks-libraries"][0].parameters["high-availability"][0];
    return { url: peers[0].url, addresses: a.addresses, dialled: a.control.address };
  };
  const BRACKETED = 'http://${replace(var.a, "/^[[]?([^][]*:[^][]*)[]]?$/", "[$1]")}:8000/';

  test("that Terraform knows gets its brackets in URLs when it applies, and nowhere else", () => {
    expect(read((stack) => pair6(stack, { address: text(stack, "a") }))).toEqual({
      url: BRACKETED,
      addresses: ["${var.a}"],
      dialled: "${var.a}",
    });
  });

  test("in brackets is the address without them", () => {
    const own = read((stack) => pair6(stack, {}));
    expect(own.url).toBe("http://[2001:db8::1]:8000/");
    expect(read((stack) => pair6(stack, { address: "[2001:db8::1]" }))).toEqual(own);
    expect(read((stack) => pair6(stack, {}, { address: "[2001:db8::1]" }))).toEqual(own);
    expect(
      read((stack) => pair6(stack, { addresses: ["[2001:db8::9]"] }, { address: "2001:db8::9" })),
    ).toMatchObject({ addresses: ["2001:db8::1", "2001:db8::9"] });
    const known = read((stack) => pair6(stack, { address: `[${text(stack, "a")}]` }));
    expect(known).toMatchObject({ url: BRACKETED, addresses: ["${var.a}"] });
  });

  test("of which Terraform knows a part is written as cdktf takes it, without a warning", () => {
    const warned = jest.spyOn(console, "warn").mockImplementation();
    try {
      const known = read((stack) => pair6(stack, { address: `2001:db8::${text(stack, "a")}` }));
      expect(known.url).toBe(BRACKETED.replace("var.a", 'join("", ["2001:db8::", var.a])'));
      expect(warned).not.toHaveBeenCalled();
    } finally {
      warned.mockRestore();
    }
  });

  test("in half a bracket is none", () => {
    const errors = synthErrors((stack) => pair6(stack, { address: "[2001:db8::1" }));
    expect(errors).toEqual([expect.stringContaining("KEAHA008")]);
  });
});

/** As `TerraformVariable.value` and `module.get()` are typed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- that is the point
const any = (stack: TerraformStack, name: string): any => new TerraformVariable(stack, name, {}).value;

const SUBNET: SubnetProps = { id: 1, subnet: "10.1.0.0/24", pools: ["10.1.0.10-10.1.0.250"] };

const sites = (
  stack: TerraformStack,
  changes: Partial<HubAndSpokeProps>,
  subnet: Partial<SubnetProps> = {},
) =>
  new HubAndSpoke(stack, "dhcp", {
    hub: { name: "hq", address: "10.0.0.1" },
    spokes: [{ name: "berlin", address: "10.1.0.1", subnets: [{ ...SUBNET, ...subnet }] }],
    ...changes,
  });

const read = (build: (stack: TerraformStack) => void, file: string) =>
  JSON.parse(fileTexts(synthStack(build))[`dhcp_${file}`]!);

describe("a value of any type", () => {
  test("is a text where that belongs", () => {
    const build = (stack: TerraformStack) => {
      const control = ControlChannel.ssh({
        address: any(stack, "address"),
        user: any(stack, "user"),
        port: any(stack, "port"),
        dhcp4: any(stack, "socket"),
      });
      const hub = { name: "hq", address: any(stack, "hq"), interfaces: [any(stack, "interface")], control };
      sites(stack, { hub }, { routers: [any(stack, "router")], interface: any(stack, "on") });
    };
    const [hq] = read(build, "rollout-berlin").servers;
    expect(hq).toMatchObject({
      addresses: ["${var.hq}"],
      control: {
        address: "${var.address}",
        user: "${var.user}",
        port: "${var.port}",
        socket: "${var.socket}",
      },
    });
    const { Dhcp4 } = read(build, "hq-dhcp4");
    expect(Dhcp4["interfaces-config"]).toEqual({ interfaces: ["${var.interface}"] });
    expect(Dhcp4.subnet4[0]["option-data"]).toEqual([{ name: "routers", data: "${var.router}" }]);
  });

  test("is what it is in the manifest, too", () => {
    const build = (stack: TerraformStack) =>
      sites(stack, {
        allowUnhealthy: any(stack, "sick"),
        mayBePending: any(stack, "dark"),
        mayFail: any(stack, "share"),
      });
    expect(read(build, "rollout-berlin").policy).toEqual({
      allowUnhealthy: "${var.sick}",
      mayBePending: "${var.dark}",
      mayFail: "${var.share}",
    });
  });

  test("is a whole map where nothing is added to it", () => {
    const build = (stack: TerraformStack) =>
      sites(
        stack,
        { settings: { extra: { "user-context": any(stack, "own") } } },
        { userContext: { site: any(stack, "site"), tags: Token.asStringMap(any(stack, "tags")) } },
      );
    const { Dhcp4 } = read(build, "hq-dhcp4");
    expect(Dhcp4["user-context"]).toBe("${var.own}");
    expect(Dhcp4.subnet4[0]["user-context"]).toEqual({
      site: "${var.site}",
      tags: "${var.tags}",
      "ha-server-name": "berlin.hq",
    });
  });

  test.each(["any", "map"])("of type %s is no user context as a whole: rendering adds to it", (type) => {
    const errors = synthErrors((stack) => {
      const whole = (name: string) =>
        type === "any" ? any(stack, name) : Token.asStringMap(any(stack, name));
      const spokes = [
        {
          name: "berlin",
          address: "10.1.0.1",
          subnets: [{ ...SUBNET, userContext: whole("a") }],
          sharedNetworks: [{ name: "floor", subnets: [], userContext: whole("b") }],
        },
      ];
      const tls = { trustAnchor: "/ca", certFile: "/cert", keyFile: "/key" };
      const settings = { extra: { "user-context": whole("c") } };
      sites(stack, { spokes, settings, tls, renewed: { "/ca": "1" } });
    });
    const later = "is known only when Terraform applies, and has to be known at synth";
    expect(errors).toEqual([
      `[stack/dhcp/dhcp] settings: user-context of extra ${later} where files are renewed: their serials go into it. Give it as a map, { ... }, whose values Terraform may know.`,
      `[stack/dhcp/dhcp/relationships/berlin] subnet 10.1.0.0/24: userContext ${later}: it takes a map, { ... }.`,
      `[stack/dhcp/dhcp/relationships/berlin] shared network floor: userContext ${later}: it takes a map, { ... }.`,
    ]);
  });
});

test.each([
  [KeaVersion.V2_6, "0.0001"],
  [KeaVersion.V3_0, "1e-10"],
])(
  "a share that may be 0 when it applies is then almost that: Kea %s takes no whole number",
  (kea, least) => {
    const build = (stack: TerraformStack) => {
      const share = new TerraformVariable(stack, "share", { type: "number" }).numberValue;
      sites(stack, { kea, settings: { cacheThreshold: share } }, { cacheThreshold: any(stack, "own") });
    };
    const { Dhcp4 } = read(build, "hq-dhcp4");
    expect(Dhcp4["cache-threshold"]).toBe(`\${(0 == var.share) ? ${least} : var.share}`);
    expect(Dhcp4.subnet4[0]["cache-threshold"]).toBe(`\${(0 == var.own) ? ${least} : var.own}`);
  },
);

test("a path that only Terraform knows is shown as its expression", () => {
  const errors = synthErrors((stack) => sites(stack, { renewed: { [text(stack, "path")]: "1" } }));
  expect(errors).toEqual([expect.stringContaining("renewed has ${var.path}, which no configuration names")]);
});

test("a directory that only Terraform knows may be the one of a file", () => {
  const build = (stack: TerraformStack) =>
    sites(stack, {
      settings: {
        directories: { data: text(stack, "data"), log: text(stack, "log"), hooks: text(stack, "hooks") },
        leaseDatabase: { name: "/opt/kea/leases.csv" },
        loggers: [{ outputs: ["/opt/kea/kea.log"] }],
        hooks: [{ library: "/opt/kea/libdhcp_stat_cmds.so" }],
      },
    });
  expect(synthErrors(build)).toEqual([]);
  const settings = (stack: TerraformStack) => ({
    directories: { data: text(stack, "data") },
    extra: { "data-directory": "/opt/kea" },
  });
  expect(synthErrors((stack) => pair6(stack, { settings: settings(stack) }))).toEqual([]);
});
