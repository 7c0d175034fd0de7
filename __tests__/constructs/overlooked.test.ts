/** Mistakes that nobody would see in what is synthesized. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";
import {
  ControlChannel,
  Family,
  HubAndSpoke,
  type KeaHostProps,
  KeaTopology,
  type KeaTopologyProps,
  KeaVersion,
  type KeaRelationshipProps,
  type SubnetProps,
} from "../../constructs";
import { KeaStack } from "../../stacks";
import { fileTexts, synthErrors, synthStack } from "../support/synth";

type Stack = ConstructorParameters<typeof KeaTopology>[0];

interface Declared {
  readonly topology?: Partial<KeaTopologyProps>;
  readonly hosts?: Readonly<Record<string, Partial<KeaHostProps>>>;
  readonly subnet?: Partial<SubnetProps>;
  readonly relationship?: Partial<KeaRelationshipProps>;
}

// As JavaScript, or a value of type any, brings it past the compiler.
const anything = <T>(value: unknown) => value as T;

/** A pair, and further hosts. */
function pair({ topology, hosts, subnet, relationship }: Declared, stack: Stack) {
  const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0, ...topology });
  const all = Object.entries({ a: {}, b: {}, ...hosts });
  const [a, b, ...others] = all.map(([name, props], index) =>
    dhcp.addHost(name, { address: `10.0.0.${index + 1}`, interfaces: ["eth0"], ...props }),
  );
  const own = { id: 1, subnet: "10.1.0.0/24", pools: ["10.1.0.10-10.1.0.250"], ...subnet };
  dhcp.addRelationship("net", {
    ...{ primary: { host: a! }, standby: { host: b! }, port: 8000, subnets: [own] },
    ...relationship,
  });
  return { dhcp, hosts: [a!, b!, ...others] };
}
const errors = (declared: Declared) => synthErrors((stack) => pair(declared, stack));
const allowed = (declared: Declared) => synthStack((stack) => pair(declared, stack));

test("a host takes a key of the topology's extra off with undefined", () => {
  const topology = { settings: { extra: { "echo-client-id": false, "user-context": { site: "x", at: 1 } } } };
  const off = { settings: { extra: { "echo-client-id": undefined, "user-context": { at: undefined } } } };
  const texts = Object.entries(fileTexts(allowed({ topology, hosts: { a: off } })));
  const of = (host: string) => JSON.parse(texts.find(([name]) => name.includes(`${host}-dhcp4`))![1]).Dhcp4;
  expect(of("a")).not.toHaveProperty("echo-client-id");
  expect(of("a")["user-context"]).toEqual({ site: "x" });
  expect(of("b")["user-context"]).toEqual({ site: "x", at: 1 });
});

describe("a host's lease database without a type, beside one of mysql", () => {
  const mysql = { type: "mysql", name: "kea", host: "db", user: "kea" };
  const hooks = [{ library: "libdhcp_mysql.so" }];
  const of = (outer: object, own: object) =>
    ({
      topology: { settings: { leaseDatabase: outer, hooks } },
      hosts: { a: { settings: { leaseDatabase: own } } },
    }) satisfies Declared;

  test("is refused with what only memfile takes, which would be dropped", () => {
    expect(errors(of(mysql, { persist: false, lfcInterval: 0 }))).toEqual([
      '[stack/dhcp/hosts/a] host a: leaseDatabase has persist and lfcInterval, for type "memfile" alone, and is laid over one of type "mysql". Give it type: "memfile" to keep the leases in a file, or take persist and lfcInterval out.',
    ]);
    const topology = {
      settings: { leaseDatabase: mysql, hooks },
      dhcp4: { leaseDatabase: { persist: true } },
    };
    expect(errors({ topology })).toEqual([
      expect.stringContaining("[stack/dhcp] topology dhcp: leaseDatabase has persist"),
    ]);
  });

  test("may change the rest of it", () => {
    allowed(of(mysql, { host: "db2" }));
    allowed(of({ lfcInterval: 600 }, { persist: true }));
  });
});

describe("extra that takes away what is declared", () => {
  const extra = { "hooks-libraries": [{ library: "libdhcp_stat_cmds.so" }] };
  const says =
    "settings: extra has hooks-libraries, which would take the place of all that is declared there. Add libraries to hooks: extra is for what no property says.";

  test("is told at the topology where all hosts have it, and once", () => {
    expect(errors({ topology: { settings: { extra } } })).toEqual([`[stack/dhcp] ${says}`]);
  });

  test("is told at the host, or at the relationship, that has it", () => {
    const data = [{ name: "domain-name-servers", data: "10.0.0.53" }];
    const subnet = { routers: ["10.1.0.1"], extra: { "option-data": data } };
    expect(errors({ hosts: { b: { dhcp4: { extra } } }, subnet })).toEqual([
      `[stack/dhcp/hosts/b] ${says}`,
      expect.stringMatching(
        /^\[stack\/dhcp\/relationships\/net\] subnet 10.1.0.0\/24: extra has option-data, /,
      ),
    ]);
  });
});

describe("extra that is no map", () => {
  test("is left out where it is null, and told with its place otherwise", () => {
    const none = anything<undefined>(null);
    allowed({
      topology: { settings: { extra: none }, ha: { extra: none } },
      hosts: { a: { dhcp4: { loggers: [{ extra: none }] } } },
      subnet: { extra: none },
    });
    const [text, list] = [anything<object>("x"), anything<object>([1])];
    expect(errors({ topology: { settings: { extra: text } }, subnet: { extra: list } })).toEqual([
      '[stack/dhcp] settings: extra is "x". It takes a map of Kea\'s keys, { ... }.',
      "[stack/dhcp/relationships/net] subnet 10.1.0.0/24: extra is a list. It takes a map of Kea's keys, { ... }.",
    ]);
  });

  test("may hold what only Terraform knows, and be nothing of that itself", () => {
    const settings = (extra: (value: TerraformVariable) => unknown) => (stack: Stack) => {
      const variable = new TerraformVariable(stack, "any", { type: "any" });
      pair({ topology: { settings: { extra: anything<object>(extra(variable)) } } }, stack);
    };
    expect(synthErrors(settings(({ value }) => ({ "multi-threading": value })))).toEqual([]);
    expect(synthErrors(settings(({ value }) => value))).toEqual([
      "[stack/dhcp] settings: extra is known only when Terraform applies, and has to be known at synth: it takes a map of Kea's keys, { ... }.",
    ]);
  });

  test("does not take the place of what is declared when Terraform knows it", () => {
    const build = (stack: Stack) => {
      const { value } = new TerraformVariable(stack, "any", { type: "any" });
      const multiThreading = { enableMultiThreading: true };
      pair(
        { topology: { settings: { multiThreading, extra: { "multi-threading": anything(value) } } } },
        stack,
      );
    };
    expect(synthErrors(build)).toEqual([
      expect.stringMatching(/^\[stack\/dhcp\] settings: extra has multi-threading, .* Use multiThreading: /),
    ]);
    const listening = (stack: Stack) => {
      const { value } = new TerraformVariable(stack, "any", { type: "any" });
      pair({ topology: { settings: { extra: { "interfaces-config": anything(value) } } } }, stack);
    };
    expect(synthErrors(listening)).toEqual([
      expect.stringMatching(/ extra has interfaces-config, .* Use interfaces of the host: /),
    ]);
  });
});

describe("what Kea 2.6 does not have", () => {
  const NET = "[stack/dhcp/relationships/net] subnet 10.1.0.0/24:";
  const classes = "clientClasses names x and y, and Kea 2.6 takes one class there.";
  const remedy =
    "Declare a class whose test is member('x') or member('y'), and name that one, or use Kea 3.0.";
  const clientClasses = ["x", "y"];
  const settings = { clientClasses: ["x", "y"].map((name) => ({ name, test: "option[60].exists" })) };
  const old = { kea: KeaVersion.V2_6, settings };

  test("is a second class of a subnet, a pool, or a network", () => {
    expect(errors({ topology: old, subnet: { clientClasses } })).toEqual([`${NET} ${classes} ${remedy}`]);
    const poolDetails = [{ pool: "10.1.0.251-10.1.0.252", clientClasses }];
    expect(errors({ topology: old, subnet: { poolDetails } })).toEqual([
      `${NET} pool 10.1.0.251-10.1.0.252: ${classes} ${remedy}`,
    ]);
    const subnets = [{ id: 2, subnet: "10.2.0.0/24", pools: ["10.2.0.10-10.2.0.20"], clientClasses }];
    const sharedNetworks = [{ name: "floor", subnets, clientClasses }];
    expect(errors({ topology: old, relationship: { sharedNetworks } })).toEqual([
      `[stack/dhcp/relationships/net] shared network floor: subnet 10.2.0.0/24: ${classes} ${remedy}`,
      `[stack/dhcp/relationships/net] shared network floor: ${classes} ${remedy}`,
    ]);
  });

  test("is told where one member runs it", () => {
    const hosts = { b: { kea: KeaVersion.V2_6 } };
    const found = errors({ topology: { settings }, hosts, subnet: { clientClasses } });
    expect(found).toContain(`${NET} ${classes} ${remedy}`);
  });

  test("is no second class where both are the same, and none with Kea 3.0", () => {
    allowed({ topology: old, subnet: { clientClasses: ["x", "x"] } });
    allowed({ topology: { settings }, subnet: { clientClasses } });
  });

  test("is an HTTP control socket", () => {
    const httpControlSockets = [{ port: 8001 }];
    const says =
      "settings: httpControlSockets has 1 socket, and Kea 2.6 has none. Give its hosts an empty list, and let the control agent take HTTP there, or use Kea 3.0.";
    expect(errors({ topology: { ...old, settings: { httpControlSockets } } })).toEqual([
      `[stack/dhcp] ${says}`,
    ]);
    const topology = { settings: { httpControlSockets } };
    expect(errors({ topology, hosts: { b: { kea: KeaVersion.V2_6 } } })).toEqual([
      `[stack/dhcp/hosts/b] ${says}`,
    ]);
    allowed({
      topology,
      hosts: { b: { kea: KeaVersion.V2_6, settings: { httpControlSockets: [] } } },
    });
  });
});

describe("two hosts that are one server", () => {
  const socket = "socket /run/kea/kea4-ctrl-socket";
  const says = (host: string, address: string, other: string) =>
    `${host} is reached where host ${other} is (ssh to ${address}, ${socket}): they are one server, and each would undo what the other sets. Declare one host for both, which may be in any number of relationships, or correct the address or the control channel of one of the two.`;

  test("are told, though they are in two relationships", () => {
    expect(
      synthErrors((stack) => {
        const twins = { c: { address: "10.0.0.1" }, d: {} };
        const { dhcp, hosts } = pair({ hosts: twins }, stack);
        const [, , c, d] = hosts;
        const subnets = [{ id: 2, subnet: "10.2.0.0/24", pools: ["10.2.0.10-10.2.0.250"] }];
        const members = { primary: { host: c! }, standby: { host: d! } };
        dhcp.addRelationship("more", { ...members, port: 8001, subnets });
      }),
    ).toEqual([`[stack/dhcp/hosts/c] host ${says("c", "10.0.0.1", "a")}`]);
  });

  test("are told of spokes, and what follows from it is not", () => {
    const spoke = (id: number) => ({
      ...{ name: `s${id}`, address: "10.1.0.1" },
      subnets: [{ id, subnet: `10.${id}.0.0/24`, pools: [`10.${id}.0.10-10.${id}.0.250`] }],
    });
    const hub = { name: "hq", address: "10.0.0.1" };
    let sites: HubAndSpoke;
    const build = (stack: Stack) =>
      (sites = new HubAndSpoke(stack, "dhcp", { hub, spokes: [1, 2].map(spoke) }));
    expect(synthErrors(build)).toEqual([`[stack/dhcp/dhcp/hosts/s2] host ${says("s2", "10.1.0.1", "s1")}`]);
    const warnings = sites!.node
      .findAll()
      .flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
    expect(warnings.filter((text) => text.includes("KEAHA159"))).toEqual([]);
  });

  test("are one in whatever spelling", () => {
    const ssh = (port?: number) => ({ control: ControlChannel.ssh({ address: "10.0.0.9", port }) });
    const http = (dhcp4: string) => ({ control: ControlChannel.http({ dhcp4 }) });
    expect(errors({ hosts: { a: ssh(22), b: ssh() } })).toEqual([
      `[stack/dhcp/hosts/b] host ${says("b", "10.0.0.9", "a")}`,
    ]);
    expect(errors({ hosts: { a: http("https://p.example/"), b: http("https://p.example") } })).toEqual([
      expect.stringMatching(/ host b is reached where host a is \(https:\/\/p.example, dhcp4\): they are /),
    ]);
  });

  test("are told once where the topology's channel leads to one place", () => {
    const all = "they would be one server, and each would undo what the other sets. Give each host a control";
    expect(errors({ topology: { control: ControlChannel.ssh({ address: "jump.example" }) } })).toEqual([
      `[stack/dhcp] topology dhcp: control leads to one place for hosts a and b (ssh to jump.example, ${socket}): ${all} of its own. A jump host goes into ssh's own configuration (ProxyJump).`,
    ]);
    expect(errors({ topology: { control: ControlChannel.unix() } })).toEqual([
      `[stack/dhcp] topology dhcp: control leads to one place for hosts a and b (${socket} of the machine that runs Terraform): ${all} of its own.`,
    ]);
  });

  test("are told without what only Terraform knows", () => {
    const build = (stack: Stack) => {
      const address = new TerraformVariable(stack, "ip", { type: "string" }).stringValue;
      pair({ hosts: { a: { address }, b: { address } } }, stack);
    };
    expect(synthErrors(build)).toContainEqual(
      expect.stringMatching(
        /^\[stack\/dhcp\/hosts\/b\] host b is reached where host a is: they are one server/,
      ),
    );
  });

  test("hide no URL that two members of others have", () => {
    let dhcp: KeaTopology;
    const build = (stack: Stack) => {
      const twins = { x: {}, y: { control: ControlChannel.ssh({ address: "10.0.0.3" }) }, p: {}, q: {} };
      const declared = pair({ hosts: twins }, stack);
      dhcp = declared.dhcp;
      const [a, , ...others] = declared.hosts;
      others.forEach((host, index) => {
        const id = index + 2;
        const subnets = [{ id, subnet: `10.${id}.0.0/24`, pools: [`10.${id}.0.10-10.${id}.0.250`] }];
        const address = index < 2 ? "10.0.0.3" : "10.0.0.5";
        const members = { primary: { host: a!, port: 8100 + index }, standby: { host, address } };
        dhcp.addRelationship(`net-${host.hostName}`, { ...members, port: 8000, subnets });
      });
    };
    expect(synthErrors(build)).toContain(`[stack/dhcp/hosts/y] host ${says("y", "10.0.0.3", "x")}`);
    const warnings = dhcp!.node
      .findAll()
      .flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
    expect(warnings.filter((text) => text.includes("KEAHA159"))).toEqual([
      expect.stringContaining("net-q.q has the URL of net-p.p of relationship net-p"),
    ]);
  });

  test("are two where one machine runs both, at two sockets or ports", () => {
    const at = (run: string) => ({ settings: { directories: { run } } });
    const control = ControlChannel.unix();
    allowed({ topology: { control }, hosts: { a: at("/run/a"), b: at("/run/b") } });
    const ports = [22, 2222].map((port) => ControlChannel.ssh({ address: "10.0.0.9", port }));
    allowed({ hosts: { a: { control: ports[0] }, b: { control: ports[1] } } });
  });
});

describe("settings that one family alone takes", () => {
  const both = (topology: Partial<KeaTopologyProps>) => (stack: Stack) => {
    const { dhcp, hosts } = pair({ topology }, stack);
    const [a, b] = hosts.map((host) => ({ host }));
    const subnets = [{ id: 1, subnet: "2001:db8:1::/64" }];
    dhcp.addRelationship("net6", { family: Family.V6, primary: a!, standby: b, port: 8001, subnets });
    return hosts;
  };
  const advice = (property: string, host: string) =>
    `In settings, ${property} goes to both servers of host ${host}: put each one's own under dhcp4 and dhcp6.`;

  test.each<[string, KeaTopologyProps["settings"] & object, string]>([
    ["options", { options: [{ name: "domain-name-servers", data: "10.0.0.53" }] }, "Use dns-servers."],
    ["leaseDatabase", { leaseDatabase: { name: "kea-leases.csv" } }, "for example kea-leases6.csv."],
    [
      "reservations",
      { reservations: [{ hwAddress: "02:00:00:00:00:01", ipAddress: "10.1.0.5" }] },
      "a list.",
    ],
    ["httpControlSockets", { httpControlSockets: [{ port: 8300 }] }, "a port of its own."],
    ["extra", { extra: { "echo-client-id": true } }, ""],
  ])("are told with where to put them: %s", (property, settings, remedy) => {
    const hosts = (of: string) =>
      synthErrors(both({ settings })).filter((text) => text.includes(` ${of}-dhcp6: `));
    expect(hosts("a")).toEqual([expect.stringContaining(`${remedy} ${advice(property, "a")}`)]);
    expect(hosts("b")).toEqual([expect.stringContaining(advice(property, "b"))]);
  });

  test("are told so in warnings, too", () => {
    let hosts: IConstruct[] = [];
    synthStack((stack) => {
      hosts = both({ settings: { loggers: [{ name: "kea-dhcp4", outputs: ["stdout"] }] } })(stack);
    });
    const [warning] = hosts[0]!.node.metadata.map(({ data }) => String(data));
    expect(warning).toContain(`Use kea-dhcp6, or kea-dhcp6.NAME. ${advice("loggers", "a")}`);
  });

  test("are told without where both make one mistake of it, or one family has it under its own name", () => {
    const wrong = synthErrors(both({ settings: { validLifetime: 100, maxValidLifetime: 50 } }));
    const own = synthErrors(
      both({ dhcp6: { options: [{ name: "domain-name-servers", data: "10.0.0.53" }] } }),
    );
    expect([wrong.length, own.length]).toEqual([4, 2]);
    expect([...wrong, ...own].filter((text) => text.includes("In settings"))).toEqual([]);
  });
});

describe("interfaces with an address, of a host of both families", () => {
  const both = (interfaces: string[]) => (stack: Stack) => {
    const { dhcp, hosts } = pair({ hosts: { a: { interfaces } } }, stack);
    const [a, b] = hosts.map((host) => ({ host }));
    const subnets = [{ id: 1, subnet: "2001:db8:1::/64", interface: "eth1" }];
    dhcp.addRelationship("net6", { family: Family.V6, primary: a!, standby: b, port: 8001, subnets });
  };
  const listed = (interfaces: string[]) => {
    const texts = fileTexts(synthStack(both(interfaces)));
    return ["Dhcp4", "Dhcp6"].map((root) => {
      const { [root]: dhcp } = JSON.parse(texts[`dhcp_a-${root.toLowerCase()}`]!);
      return [dhcp["interfaces-config"].interfaces, dhcp.subnet6?.[0].interface];
    });
  };

  test("are for the server of their family", () => {
    expect(listed(["eth0/10.0.0.1", "eth1/2001:db8::1"])).toEqual([
      [["eth0/10.0.0.1"], undefined],
      [["eth1/2001:db8::1"], "eth1"],
    ]);
    expect(listed(["eth1", "eth0/10.0.0.1"])).toEqual([
      [["eth1", "eth0/10.0.0.1"], undefined],
      [["eth1"], "eth1"],
    ]);
  });

  test("may be ones that only Terraform knows, which finds out of which family they are", () => {
    const unknown = (stack: Stack) => {
      const address = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
      both(["eth1", `eth0/${address("x")}`, `${address("name")}/10.0.0.1`])(stack);
    };
    const texts = fileTexts(synthStack(unknown));
    const of = (server: string, root: string) =>
      JSON.parse(texts[`dhcp_a-${server}`]!)[root]["interfaces-config"].interfaces;
    const without = (pattern: string) => `compact([replace(join("", ["eth0/", var.x]), "${pattern}", "")])`;
    expect(of("dhcp4", "Dhcp4")).toBe(
      `\${concat(["eth1"], ${without("/^[^/]*/[^/]*:.*$/")}, ["\${var.name}/10.0.0.1"])}`,
    );
    expect(of("dhcp6", "Dhcp6")).toBe(`\${concat(["eth1"], ${without("/^[^/]*/[0-9. ]*$/")})}`);
  });

  test("are told where they are of none, or leave a server without any", () => {
    expect(synthErrors(both(["eth1", "eth0/here"]))).toEqual(
      ["a-dhcp4", "a-dhcp6"].map((server) =>
        expect.stringContaining(`KEAHA077: ${server}: interface eth0/here`),
      ),
    );
    expect(synthErrors(both(["eth1/10.0.0.1"]))).toEqual([
      expect.stringContaining("KEAHA076: a-dhcp6: "),
      expect.stringContaining("interface is eth1, and no kea-dhcp6 of the relationship listens on it"),
    ]);
  });
});

/** A pair of a family at 10.0.0.1 and 10.0.0.2. */
function pairOf(
  family: Family,
  dhcp: KeaTopology,
  { port = 8000, hosts = {} as Partial<KeaHostProps> } = {},
) {
  const v4 = family === Family.V4;
  const net = v4 ? "10.1.0." : "2001:db8:1::";
  const [primary, standby] = [1, 2].map((number) => ({
    host: dhcp.addHost(`${family}-${number}`, {
      address: `10.0.0.${number}`,
      interfaces: ["eth0"],
      ...hosts,
    }),
  }));
  dhcp.addRelationship(family, {
    ...{ family, primary: primary!, standby, port },
    subnets: [
      { id: 1, subnet: v4 ? `${net}0/24` : `${net}/64`, pools: [`${net}10-${net}99`], interface: "eth0" },
    ],
  });
}

describe("a host of DHCPv4 and one of DHCPv6 at one address", () => {
  const release = { kea: KeaVersion.V3_0 };
  const says = (number: number) =>
    `error KEAHA004: relationship v6, v6-${number}-dhcp6: v6.v6-${number} listens on 10.0.0.${number} port 8000, and so does v4.v4-${number} of v4-${number}-dhcp4. Give every relationship of hosts v4-${number} and v6-${number}, which have one address, a port of its own.`;

  test("are told when they have one port, too", () => {
    const build = (six?: object) => (stack: Stack) => {
      const dhcp = new KeaTopology(stack, "dhcp", release);
      pairOf(Family.V4, dhcp);
      pairOf(Family.V6, dhcp, six);
    };
    expect(synthErrors(build())).toEqual([1, 2].map((n) => `[stack/dhcp/relationships/v6] ${says(n)}`));
    expect(synthErrors(build({ port: 8001 }))).toEqual([]);
  });

  test.each([
    ["in one stack", ["stack"]],
    ["in two stacks", ["stack", "other"]],
  ])("are told in two topologies %s", (_, names) => {
    const synth = (six?: object) => {
      const outdir = mkdtempSync(join(tmpdir(), "kea-ha-families-"));
      try {
        const app = new App({ outdir, stackTraces: false });
        const stacks = names.map((name) => new KeaStack(app, name));
        pairOf(Family.V4, new KeaTopology(stacks[0]!, "four", release));
        pairOf(Family.V6, new KeaTopology(stacks.at(-1)!, "six", release), six);
        app.synth();
        return undefined;
      } catch (error) {
        return (error as Error).message;
      } finally {
        rmSync(outdir, { recursive: true });
      }
    };
    const said = synth();
    for (const n of [1, 2])
      expect(said).toContain(
        `[${names.at(-1)}/six/relationships/v6] ${says(n).replace(`of v4-${n}-dhcp4`, `of v4-${n}-dhcp4 of another topology, stack/four/hosts/v4-${n}`)}`,
      );
    expect(synth({ port: 8001 })).toBeUndefined();
  });
});

describe("a control channel that several hosts were given", () => {
  test("is told once", () => {
    const control = ControlChannel.ssh(anything({ identityFile: "keys/id", usr: "kea" }));
    expect(errors({ hosts: { a: { control }, b: { control } } })).toEqual([
      expect.stringMatching(
        /^\[stack\/dhcp\/hosts\/a\] host a: ControlChannel.ssh: there is no property usr/,
      ),
      expect.stringMatching(/^\[stack\/dhcp\/hosts\/a\] host a: The identityFile keys\/id of /),
    ]);
  });
});

describe("a variable that is not set", () => {
  const unset = anything<string>(undefined);

  test("is told where it is an entry of a list", () => {
    const subnet = { routers: [unset], pools: ["10.1.0.10-10.1.0.250", unset] };
    const rest =
      "is undefined. It takes a text, in quotes. Where it comes from the environment, set the variable.";
    expect(errors({ subnet })).toEqual([
      `[stack/dhcp/relationships/net] subnet 10.1.0.0/24: pools[1] ${rest}`,
      `[stack/dhcp/relationships/net] subnet 10.1.0.0/24: routers[0] ${rest}`,
    ]);
  });

  test("is told where it is all that an option sends, unless the empty option is meant", () => {
    const subnet = { options: [{ name: "domain-name-servers", data: unset }] };
    expect(errors({ subnet })).toEqual([
      expect.stringMatching(
        /^\[stack\/dhcp\/relationships\/net\] error KEAHA187: .* option domain-name-servers of .* has no data: /,
      ),
    ]);
    allowed({ subnet, topology: { silence: { KEAHA187: "old phones want it" } } });
    allowed({ subnet: { options: [{ name: "domain-name-servers", neverSend: true }] } });
  });

  test("is none where Terraform knows it", () => {
    const build = (stack: Stack) => {
      const dns = new TerraformVariable(stack, "dns", { type: "string" }).stringValue;
      pair({ subnet: { routers: [dns], options: [{ name: "domain-name-servers", data: dns }] } }, stack);
    };
    expect(synthErrors(build)).toEqual([]);
  });
});

describe("two subnets with one relay", () => {
  test("are told at the relationship, unless its relays are said to send link-selection", () => {
    const subnets = [1, 2].map((id) => ({
      ...{ id, subnet: `10.${id}.0.0/24`, pools: [`10.${id}.0.10-10.${id}.0.250`], relay: ["10.9.9.1"] },
    }));
    expect(errors({ relationship: { subnets } })).toEqual([
      expect.stringMatching(
        /^\[stack\/dhcp\/relationships\/net\] error KEAHA189: .* unless the relays send link-selection/,
      ),
    ]);
    allowed({ relationship: { subnets }, topology: { silence: { KEAHA189: "they send link-selection" } } });
  });
});

describe("selectors", () => {
  test("on an interface that no member has, or of a host that is none, are told at the relationship", () => {
    const selectors = { A: { relay: ["10.1.0.1"] } };
    expect(errors({ subnet: { interface: "eht0", selectors } })).toEqual([
      expect.stringMatching(/^\[stack\/dhcp\/relationships\/net\] .* selectors has A, .* Did you mean a\?$/),
      expect.stringMatching(
        /^\[stack\/dhcp\/relationships\/net\] .* interface is eht0, .* Did you mean eth0\?$/,
      ),
    ]);
  });

  test("may be what Terraform knows", () => {
    const build = (stack: Stack) => {
      const lan = new TerraformVariable(stack, "lan", { type: "string" }).stringValue;
      const lans = new TerraformVariable(stack, "lans", { type: "list(string)" }).listValue;
      pair({ hosts: { a: { interfaces: [lan] } }, subnet: { interface: "eth1" } }, stack);
      const two = new KeaTopology(stack, "two", { kea: KeaVersion.V3_0 });
      const [c, d] = ["c", "d"].map((name, index) =>
        two.addHost(name, { address: `10.0.1.${index}`, interfaces: lans }),
      );
      const subnets = [{ id: 2, subnet: "10.2.0.0/24", pools: ["10.2.0.10-10.2.0.250"], interface: "eth1" }];
      two.addRelationship("more", { primary: { host: c! }, standby: { host: d! }, port: 8000, subnets });
    };
    expect(synthErrors(build)).toEqual([]);
  });
});

describe("a family that is none", () => {
  test.each(["dhcp4", 4, ""])("is told: %p", (family) => {
    const told = family === "" ? '""' : family;
    expect(errors({ relationship: { family: anything<Family>(family) } })).toEqual([
      `[stack/dhcp/relationships/net] relationship net: family is ${told}. It is v4 or v6.`,
    ]);
  });

  test("is told of hosts that leave, and so are none", () => {
    const retired = (...families: unknown[]) => ({ retired: { families: anything<Family[]>(families) } });
    const hosts = { c: retired("v4", "dhcp6"), d: retired() };
    expect(errors({ hosts })).toEqual([
      "[stack/dhcp/hosts/c] host c: retired: family is dhcp6. It is v4 or v6.",
      "[stack/dhcp/hosts/d] host d: retired: families is empty. Name the servers that it ran, v4, v6 or both.",
    ]);
    allowed({ hosts: { c: retired("v4", "v6"), d: { retired: {} } } });
  });

  test("has no first configuration", () => {
    synthStack((stack) => {
      const [a] = pair({}, stack).hosts;
      expect(() => a!.bootstrapConfig(anything("dhcp4"))).toThrow(
        "bootstrapConfig of host a: family is dhcp4. It is v4 or v6.",
      );
      expect(a!.bootstrapConfig(Family.V6)).toContain("Dhcp6");
    });
  });
});
