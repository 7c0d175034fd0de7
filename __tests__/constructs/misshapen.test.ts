/** What plain JavaScript, a cast or an environment brings past the compiler. */
import {
  DataTerraformRemoteStateLocal,
  TerraformLocal,
  TerraformOutput,
  TerraformVariable,
  type TerraformStack,
} from "cdktf";
import { Construct } from "constructs";
import { Resource } from "../../constructs/providers";
import {
  ControlChannel,
  HubAndSpoke,
  type HubAndSpokeProps,
  type KeaHostProps,
  type KeaRelationshipProps,
  KeaTopology,
  type KeaTopologyProps,
  KeaVersion,
  type SubnetProps,
  type TlsFiles,
} from "../../constructs";
import { fileTexts, synthErrors, synthStack } from "../support/synth";

const anything = <T>(value: unknown) => value as T;

const SUBNET: SubnetProps = { id: 1, subnet: "10.1.0.0/24", pools: ["10.1.0.10-10.1.0.250"] };

interface Changes {
  readonly topology?: object;
  readonly host?: object;
  readonly relationship?: object;
  readonly subnet?: object;
}

function pair(stack: TerraformStack, changes: Changes = {}): KeaTopology {
  const { topology, host, relationship, subnet } = changes;
  const dhcp = new KeaTopology(
    stack,
    "dhcp",
    anything<KeaTopologyProps>({ kea: KeaVersion.V3_0, ...topology }),
  );
  const declared = { address: "10.0.0.1", interfaces: ["eth0"], ...host };
  const a = dhcp.addHost("a", anything<KeaHostProps>(declared));
  const b = dhcp.addHost("b", { address: "10.0.0.2", interfaces: ["eth0"] });
  const subnets = [{ ...SUBNET, ...subnet }];
  const related = { primary: { host: a }, standby: { host: b }, port: 8000, subnets, ...relationship };
  dhcp.addRelationship("net", anything<KeaRelationshipProps>(related));
  return dhcp;
}

const errors = (changes: Changes) => synthErrors((stack) => pair(stack, changes));

const hub = (stack: TerraformStack, changes: object = {}) =>
  new HubAndSpoke(
    stack,
    "dhcp",
    anything<HubAndSpokeProps>({
      hub: { name: "hq", address: "10.0.0.1" },
      spokes: [{ name: "berlin", address: "10.1.0.1", subnets: [SUBNET] }],
      ...changes,
    }),
  );

const hubErrors = (changes: object) => synthErrors((stack) => hub(stack, changes));

const A = "[stack/dhcp/hosts/a] host a:";
const NET = "[stack/dhcp/relationships/net] relationship net";
const IN_SUBNET = "[stack/dhcp/relationships/net] subnet 10.1.0.0/24:";
const TOPOLOGY = "[stack/dhcp] topology dhcp:";
const UNSET = "Where it comes from the environment, set the variable.";
const PORT = "It takes a whole number from 1 to 65535, without quotes.";
const TEXTS = "It takes a list of texts, [ ... ].";
const MAPS = "It takes a list of maps, [ { ... } ].";
const HOST = "It takes a host, as addHost returns it.";
const RELEASE = 'It takes the release line that the hosts run, "2.6", "3.0" or "3.2".';

test.each<[string, Changes, string[]]>([
  [
    "an address that is not set",
    { host: { address: undefined } },
    [`${A} address is undefined. It takes a text, in quotes. ${UNSET}`],
  ],
  [
    "an address in a map",
    { host: { address: { ip: "10.0.0.1" } } },
    [`${A} address is a map. It takes a text, in quotes.`],
  ],
  [
    "one interface without its list",
    { host: { interfaces: "eth0" } },
    [`${A} interfaces is "eth0". ${TEXTS}`],
  ],
  [
    "a release that is a version",
    { topology: { kea: "3.0.4" } },
    [`${TOPOLOGY} kea is "3.0.4". ${RELEASE} Did you mean "3.0"?`],
  ],
  [
    "a release that is a number",
    { topology: { kea: 3.0 } },
    [`${TOPOLOGY} kea is 3. ${RELEASE} Did you mean "3.0"?`],
  ],
  ["a release that there is none of", { host: { kea: "3.1" } }, [`${A} kea is "3.1". ${RELEASE}`]],
  [
    "a host by its name",
    { relationship: { backups: [{ host: "b" }] } },
    [`${NET}, backups[0]: host is "b". ${HOST}`],
  ],
  [
    "a host to leave by its name",
    { host: { retired: { from: ["b"] } }, relationship: { primary: undefined, standby: undefined } },
    [
      `[stack/dhcp/hosts/a] host a, retired: from[0] is "b". ${HOST}`,
      `${NET} has no members. Give it primary: { host: ... }, and those that its mode takes.`,
    ],
  ],
  ["a port that is not set", { relationship: { port: NaN } }, [`${NET}: port is NaN. ${PORT} ${UNSET}`]],
  [
    "a port that is left out",
    { relationship: { port: undefined } },
    [`${NET}: port is undefined. ${PORT} ${UNSET}`],
  ],
  ["a port in quotes", { relationship: { port: "8000" } }, [`${NET}: port is "8000". ${PORT}`]],
  [
    "one pool without its list",
    { subnet: { pools: "10.1.0.10-10.1.0.250" } },
    [`${IN_SUBNET} pools is "10.1.0.10-10.1.0.250". ${TEXTS}`],
  ],
  [
    "one router without its list",
    { subnet: { routers: "10.1.0.254" } },
    [`${IN_SUBNET} routers is "10.1.0.254". ${TEXTS}`],
  ],
  [
    "a router that is not set",
    { subnet: { routers: [undefined] } },
    [`${IN_SUBNET} routers[0] is undefined. It takes a text, in quotes. ${UNSET}`],
  ],
  [
    "options by name",
    { subnet: { options: { "domain-name-servers": "1.1.1.1" } } },
    [`${IN_SUBNET} options is a map. ${MAPS}`],
  ],
  [
    "one class without its list",
    { topology: { kea: "2.6" }, subnet: { clientClasses: "voip" } },
    [`${IN_SUBNET} clientClasses is "voip". ${TEXTS}`],
  ],
  [
    "one subnet without its list",
    { relationship: { subnets: SUBNET } },
    [`${NET}: subnets is a map. ${MAPS}`],
  ],
  [
    "a subnet that is none",
    { relationship: { subnets: [SUBNET, undefined] } },
    [`${NET}: subnets[1] is undefined. It takes a map, { ... }.`],
  ],
  [
    "what ssh takes, without ssh",
    { topology: { control: { user: "root" } } },
    [`${TOPOLOGY} control is a map. It takes a control channel, such as ControlChannel.ssh({ ... }).`],
  ],
  [
    "a channel that is not called",
    { host: { control: ControlChannel.unix } },
    [
      `${A} control is the function unix, which is not called. It takes a control channel, such as ControlChannel.ssh({ ... }).`,
    ],
  ],
  [
    "one host that may be pending, without its list",
    { topology: { mayBePending: "a" } },
    [`${TOPOLOGY} mayBePending is "a". It takes a number, or a list of texts, [ ... ].`],
  ],
  [
    "a switch in quotes",
    { topology: { retireOnDestroy: "false" } },
    [`${TOPOLOGY} retireOnDestroy is "false". It takes true or false, without quotes.`],
  ],
  [
    "a serial that is not set",
    { host: { renewed: { "/etc/kea/c.pem": undefined } } },
    [
      `${A} the serial of /etc/kea/c.pem is undefined. It takes a text, in quotes, another one when the file is renewed. ${UNSET}`,
    ],
  ],
])("%s is told by what it is and what it takes", (_, changes, expected) => {
  expect(errors(changes)).toEqual(expected);
});

test("a relationship needs a port only where a member has none of its own", () => {
  const found = (ports: readonly (number | undefined)[]) =>
    synthErrors((stack) => {
      const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
      const [primary, standby] = ports.map((port, index) => ({
        host: dhcp.addHost(`kea${index}`, { address: `10.0.0.${index + 1}`, interfaces: ["eth0"] }),
        port,
      }));
      dhcp.addRelationship("net", { primary: primary!, standby, subnets: [SUBNET] });
    });
  const remedy =
    "Give one to the relationship or to each member: a whole number from 1 to 65535, without quotes.";
  expect(found([8000, 8001])).toEqual([]);
  expect(found([8000, undefined])).toEqual([
    `${NET}: port is missing, and member kea1 names none. ${remedy}`,
  ]);
  expect(found([undefined, undefined])).toEqual([
    `${NET}: port is missing, and members kea0 and kea1 name none. ${remedy}`,
  ]);
});

test("a host in a member's place is told, and taken for the member", () => {
  const found = synthErrors((stack) => {
    const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
    const [primary, standby] = ["10.0.0.1", "10.0.0.2"].map((address, index) =>
      dhcp.addHost(`kea${index}`, { address, interfaces: ["eth0"] }),
    );
    dhcp.addRelationship("net", anything({ primary, standby, port: 8000, subnets: [SUBNET] }));
  });
  const rest = "is the host itself. It takes a map with it, { host: ... }.";
  expect(found).toEqual([`${NET}: primary ${rest}`, `${NET}: standby ${rest}`]);
});

test("a network without subnets, a hook without a library, and props that are none are told", () => {
  const [noSubnets, noLibrary] = [
    errors({ relationship: { sharedNetworks: [{ name: "floor" }] } }),
    errors({ host: { settings: { hooks: [{}], directories: { hooks: "/usr/lib/kea" } } } }),
  ];
  expect(noSubnets).toEqual([
    "[stack/dhcp/relationships/net] shared network floor: subnets is missing. It takes a list of maps, [ { ... } ].",
  ]);
  expect(noLibrary).toEqual(["[stack/dhcp/hosts/a] hook: library is missing. It takes a text, in quotes."]);
  expect(
    synthErrors((stack) => pair(stack).addHost("z", anything(undefined))).map((line) => line.slice(0, 60)),
  ).toEqual(
    [
      "[stack/dhcp/hosts/z] host z: address is missing. It takes a t",
      "[stack/dhcp/hosts/z] host z: interfaces is missing. It takes a",
    ].map((line) => line.slice(0, 60)),
  );
});

test("all of them are told together, and what the rules find of the rest", () => {
  const found = errors({
    topology: { kea: "3" },
    host: { address: undefined, interfaces: "x" },
    relationship: { port: "8000" },
    subnet: { pools: "10.9.0.1-10.9.0.9", validLifetme: 1 },
  });
  expect(
    found.map((line) => /(kea|address|interfaces|port|pools|validLifetme|KEAHA007)/.exec(line)?.[0]),
  ).toEqual(
    expect.arrayContaining(["kea", "address", "interfaces", "port", "pools", "validLifetme", "KEAHA007"]),
  );
  expect(found).toHaveLength(7);
});

describe("in a hub and its spokes", () => {
  const HUB = "[stack/dhcp] hub and spoke:";

  test.each<[string, object, string[]]>([
    ["a base port that is not set", { basePort: NaN }, [`${HUB} basePort is NaN. ${PORT} ${UNSET}`]],
    ["a base port in quotes", { basePort: "8000" }, [`${HUB} basePort is "8000". ${PORT}`]],
    [
      "a spoke that is none",
      { spokes: [undefined, { name: "b", address: "10.2.0.1", subnets: [SUBNET] }] },
      [`${HUB} spokes[0] is undefined. It takes a map, { ... }.`],
    ],
    [
      "a switch in quotes",
      { hubIsPrimary: "false" },
      [`${HUB} hubIsPrimary is "false". It takes true or false, without quotes.`],
    ],
    [
      "a spoke that is retired in quotes",
      { spokes: [{ name: "b", address: "10.2.0.1", subnets: [SUBNET], retired: "false" }] },
      ['[stack/dhcp] spoke b: retired is "false". It takes true or false, without quotes.'],
    ],
    ["no spokes at all", { spokes: undefined }, [`${HUB} spokes is undefined. ${MAPS}`]],
    [
      "an empty list of spokes",
      { spokes: [] },
      [
        expect.stringMatching(
          /spokes is an empty list, and a hub serves nobody without spokes\. Give it at least one\./,
        ),
      ],
    ],
  ])("%s is told by what it is and what it takes", (_, changes, expected) => {
    expect(hubErrors(changes)).toEqual(expected);
  });

  test("nothing can be made without a hub that has a name: everything is told at once", () => {
    expect(() => synthStack((stack) => hub(stack, { hub: { address: "10.0.0.1" }, basePort: "x" }))).toThrow(
      `stack/dhcp: hub and spoke, hub: name is missing. It takes a text, in quotes.\nstack/dhcp: hub and spoke: basePort is "x". ${PORT}`,
    );
  });

  test("a hub without spokes that has relationships of its own is fine", () => {
    expect(
      synthErrors((stack) => {
        const { topology, hub: hq } = hub(stack, { spokes: [] });
        const site = topology.addHost("site", { address: "10.1.0.1", interfaces: ["*"] });
        topology.addRelationship("x", {
          primary: { host: site },
          standby: { host: hq },
          port: 1,
          subnets: [SUBNET],
        });
      }),
    ).toEqual([]);
  });
});

describe("what only Terraform knows", () => {
  const number = (stack: TerraformStack) =>
    new TerraformVariable(stack, "port", { type: "number" }).numberValue;

  test("is a port in the members' URLs when it applies", () => {
    const terraform = synthStack((stack) => pair(stack, { relationship: { port: number(stack) } }));
    expect(fileTexts(terraform)["dhcp_a-dhcp4"]).toContain('"url":"http://10.0.0.1:${var.port}/"');
  });

  test("is a port of a spoke, which the lock file does not keep", () => {
    let kept: object = {};
    const terraform = synthStack((stack) => {
      const [spoke] = [{ name: "berlin", address: "10.1.0.1", subnets: [SUBNET], port: number(stack) }];
      kept = hub(stack, { spokes: [spoke] }).topology._kept.ports;
    });
    expect(fileTexts(terraform)["dhcp_hq-dhcp4"]).toContain('"url":"http://10.0.0.1:${var.port}/"');
    expect(kept).toEqual({});
  });

  test("cannot be what others are counted from, or a release", () => {
    const known = "is known only when Terraform applies, and has to be known at synth: it takes";
    expect(synthErrors((stack) => hub(stack, { basePort: number(stack) }))).toEqual([
      `[stack/dhcp] hub and spoke: basePort ${known} a whole number from 1 to 65535, without quotes.`,
    ]);
    const text = (stack: TerraformStack) =>
      new TerraformVariable(stack, "kea", { type: "string" }).stringValue;
    expect(synthErrors((stack) => pair(stack, { host: { kea: text(stack) } }))).toEqual([
      expect.stringContaining(`host a: kea ${known} the release line`),
    ]);
  });

  test("is a policy of the rollout as well", () => {
    const variable = (stack: TerraformStack, type: string) => new TerraformVariable(stack, type, { type });
    expect(
      synthErrors((stack) =>
        pair(stack, {
          topology: {
            width: variable(stack, "number").numberValue,
            canary: variable(stack, "bool").booleanValue,
          },
        }),
      ),
    ).toEqual([]);
  });
});

test("null is what is left out, and members may each have a port of their own", () => {
  expect(errors({ topology: { settings: null, control: null }, host: { renewed: null } })).toEqual([]);
  const of = (dhcp: KeaTopology, name: string, address: string) => ({
    host: dhcp.addHost(name, { address, interfaces: ["eth0"] }),
    port: 9000,
  });
  expect(
    synthErrors((stack) => {
      const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
      const [primary, standby] = [of(dhcp, "a", "10.0.0.1"), of(dhcp, "b", "10.0.0.2")];
      dhcp.addRelationship("net", anything({ primary, standby, subnets: [SUBNET] }));
    }),
  ).toEqual([]);
});

test("null is what is left out in every property, and of a selector", () => {
  const settings = { validLifetime: null, extra: null, directories: { run: null } };
  const subnet = { interface: null, relay: null, interfaceId: null, selectors: { a: null, b: undefined } };
  const relationship = { family: null, mode: null, ha: { heartbeatDelay: null, extra: null } };
  expect(errors({ topology: { settings }, relationship, subnet })).toEqual([]);
});

test("false is what is left out where a map may be, but not where it could be meant", () => {
  expect(errors({ topology: { settings: false }, host: { retired: false } })).toEqual([]);
  expect(errors({ subnet: { selectors: { a: false } }, relationship: { tls: false } })).toEqual([]);
  expect(hubErrors({ backup: false })).toEqual([]);
  expect(errors({ topology: { settings: { multiThreading: false } } })).toEqual([
    `${TOPOLOGY.split(" ")[0]} settings: multiThreading is false. It takes a map, { enableMultiThreading, threadPoolSize, packetQueueSize }. Leave it out where there is none.`,
  ]);
});

test("a family that only Terraform knows is told as that", () => {
  expect(
    synthErrors((stack) => {
      const family = new TerraformVariable(stack, "family", { type: "string" }).stringValue;
      pair(stack, { relationship: { family } });
    }),
  ).toEqual([
    `${NET}: family is known only when Terraform applies, and has to be known at synth: it takes v4 or v6.`,
  ]);
});

test("an interface that is no text is told: nobody could listen on it", () => {
  const takes = "It takes a text, in quotes.";
  const selectors = { a: { interface: ["eth0"] } };
  expect(errors({ subnet: { interface: 0, selectors } })).toEqual([
    `${IN_SUBNET} interface is 0. ${takes}`,
    expect.stringMatching(/interface is a list\. It takes a text, in quotes\.$/),
  ]);
});

describe("props of a class", () => {
  class Props {
    readonly contact = "joe";
    constructor(props: object) {
      Object.assign(this, props);
    }
  }

  test("may have more than the constructs know", () => {
    const spoke = new Props({ name: "berlin", address: "10.1.0.1", subnets: [new Props(SUBNET)] });
    const props = new Props({ hub: new Props({ name: "hq", address: "10.0.0.1" }), spokes: [spoke] });
    expect(synthErrors((stack) => new HubAndSpoke(stack, "dhcp", anything<HubAndSpokeProps>(props)))).toEqual(
      [],
    );
  });

  test("are told of what is missing in them or misshapen", () => {
    expect(
      synthErrors((stack) => {
        const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
        dhcp.addHost("a", anything(new Props({ address: undefined, interfaces: "eth0" })));
      }),
    ).toEqual([
      expect.stringContaining(`${A} interfaces is "eth0". It takes a list of texts`),
      expect.stringContaining(`${A} address is undefined.`),
    ]);
  });

  test("are no Map, whose entries nobody would see", () => {
    expect(hubErrors({ spokes: new Map([["berlin", {}]]) })).toEqual([
      expect.stringContaining("spokes is of class Map. It takes a list of maps"),
    ]);
    expect(errors({ subnet: { selectors: new Map([["a", {}]]) } })).toEqual([
      `${IN_SUBNET} selectors is of class Map. It takes a map, { ... }.`,
    ]);
    expect(errors({ subnet: { extra: new Map([["4o6-interface", "eth0"]]) } })).toEqual([
      `${IN_SUBNET} extra is of class Map. It takes a map of Kea's keys, { ... }.`,
    ]);
  });
});

describe("a hub whose ports", () => {
  const spoke = (n: number, more: object = {}) => ({
    name: `s${n}`,
    address: `10.${n}.0.1`,
    subnets: [{ id: n, subnet: `10.${n}.0.0/24`, pools: [`10.${n}.0.10-10.${n}.0.20`] }],
    ...more,
  });

  test("would go beyond the last one is told of basePort", () => {
    expect(hubErrors({ basePort: 65535, spokes: [spoke(1), spoke(2)] })).toEqual([
      "[stack/dhcp] hub and spoke: from basePort 65535 on there are too few ports for 2 spokes: none is left for s2. Choose a lower one.",
    ]);
    expect(hubErrors({ basePort: 65535, spokes: [spoke(1), spoke(2, { port: 9000 })] })).toEqual([]);
  });

  test("and files are renewed can leave as a whole, or one of its spokes", () => {
    const file = "/etc/kea/c.pem";
    const tls = { trustAnchor: "/etc/kea/ca.pem", certFile: file, keyFile: "/etc/kea/k.pem" };
    const renewed = { [file]: "2" };
    const gone = { retired: true, renewed };
    const all = [spoke(1, gone), spoke(2, gone)];
    expect(hubErrors({ tls, renewed, spokes: all })).toEqual([]);
    expect(hubErrors({ tls, hub: { name: "hq", address: "10.0.0.1", renewed }, spokes: all })).toEqual([]);
    expect(hubErrors({ tls, spokes: [spoke(1, gone), spoke(2)] })).toEqual([]);
    expect(hubErrors({ renewed, spokes: [spoke(1, gone), spoke(2)] })).toHaveLength(1);
  });

  test("and whose subnets have selectors of the backup can lose it", () => {
    const subnets = [
      {
        id: 1,
        subnet: "10.1.0.0/24",
        pools: ["10.1.0.10-10.1.0.20"],
        selectors: { vault: { relay: ["10.1.0.1"] } },
      },
    ];
    const backup = { name: "vault", address: "10.0.0.9", retired: true };
    expect(hubErrors({ backup, spokes: [spoke(1, { subnets })] })).toEqual([]);
  });
});

describe("a control channel", () => {
  const told = (control: ControlChannel) => errors({ host: { control } });

  test("with a property that does not exist is told by the one that was meant", () => {
    expect(told(ControlChannel.ssh(anything({ usr: "root", prot: 22 })))).toEqual([
      `${A} ControlChannel.ssh: there is no property usr. Did you mean user?`,
      `${A} ControlChannel.ssh: there is no property prot. Did you mean port?`,
    ]);
    expect(
      told(ControlChannel.http(anything({ dhcp4: "https://10.0.0.1:8100/", user: "u", password: "secret" }))),
    ).toEqual([
      expect.stringMatching(
        /^\[stack\/dhcp\/hosts\/a\] host a: ControlChannel\.http: there is no property password\./,
      ),
      `${A} The control channel https://10.0.0.1:8100/ needs one source for the password of user u, it has 0. Give a user and either a password file or the name of an environment variable.`,
    ]);
  });

  test("that the rollout would refuse is refused at synth", () => {
    expect(told(ControlChannel.http({ dhcp4: "http://10.0.0.1:8100/" }))).toEqual([
      `${A} The control channel http://10.0.0.1:8100/ would send configurations over the network readable to anybody. Use https, ssh or a unix socket, or allow plain HTTP by name (allowPlain).`,
    ]);
    expect(told(ControlChannel.http({ dhcp4: "http://10.0.0.1:8100/", allowPlain: true }))).toEqual([]);
    expect(told(ControlChannel.http({ dhcp6: "https://[2001:db8::1]:8443" }))).toEqual([
      `${A} its HTTP control channel needs a dhcp4 URL. Give one: ControlChannel.http({ dhcp4: "https://..." }).`,
    ]);
  });

  test("of all hosts is told once, and what one host's address is in it at that host", () => {
    const topology = { control: ControlChannel.ssh({ identityFile: "keys/id" }) };
    expect(
      errors({ topology, host: { address: "10.0.0 .1" } }).filter((line) => !line.includes("KEAHA")),
    ).toEqual([
      `${TOPOLOGY} The identityFile keys/id of the control channel is not an absolute path. Begin it with /, ~ or \${HOME}: Terraform runs in a directory of its own.`,
      `${A} The address "10.0.0 .1" cannot be given to ssh. Correct the address of the host, or that in its control channel where it has one.`,
    ]);
  });

  test("of values that only Terraform knows is not judged", () => {
    const text = (stack: TerraformStack) =>
      new TerraformVariable(stack, "url", { type: "string" }).stringValue;
    expect(
      synthErrors((stack) => {
        const control = ControlChannel.http({ dhcp4: text(stack), user: "u", passwordEnv: "PW" });
        pair(stack, { host: { control } });
      }),
    ).toEqual([]);
  });
});

test("interfaces of a hub that are undefined are all of them", () => {
  expect(hubErrors({ hub: { name: "hq", address: "10.0.0.1", interfaces: undefined } })).toEqual([]);
});

test("a map of few properties is told with them, and that false is none", () => {
  const tls = anything<TlsFiles>(false);
  const FILES = "It takes a map, { trustAnchor, certFile, keyFile }.";
  expect(errors({ host: { settings: { httpControlSockets: [{ port: 8001, tls }] } } })).toEqual([
    `[stack/dhcp/hosts/a] control socket: tls is false. ${FILES} Leave it out where there is none.`,
  ]);
  expect(errors({ relationship: { tls: "/etc/kea/ca.pem" } })).toEqual([
    `${NET}: tls is "/etc/kea/ca.pem". ${FILES}`,
  ]);
  expect(errors({ host: { control: ControlChannel.ssh(anything("root@10.0.0.1")) } })).toEqual([
    `${A} ControlChannel.ssh is "root@10.0.0.1". It takes a map, { dhcp4, dhcp6, address, port, user, identityFile, knownHostsFile }.`,
  ]);
});

test("a control channel is one that its own functions made", () => {
  const Channel = anything<new () => ControlChannel>(ControlChannel);
  expect(errors({ host: { control: new Channel() } })).toEqual([
    `${A} control is of class ControlChannel. It takes a control channel, such as ControlChannel.ssh({ ... }).`,
  ]);
});

describe("a construct in the place of its value", () => {
  const variable = (stack: TerraformStack) => new TerraformVariable(stack, "x", { type: "string" });
  const OF_VARIABLE = "Give its stringValue, numberValue, listValue or value.";
  const told = (changes: (value: unknown) => Changes, of: (stack: TerraformStack) => unknown = variable) =>
    synthErrors((stack) => pair(stack, changes(of(stack))));

  test("is told with the property, and how its value is given", () => {
    expect(told((address) => ({ host: { address } }))).toEqual([
      `${A} address is of class TerraformVariable. It takes a text, in quotes. ${OF_VARIABLE}`,
    ]);
    expect(told((port) => ({ relationship: { port } }))).toEqual([
      `${NET}: port is of class TerraformVariable. It takes a whole number from 1 to 65535, without quotes. ${OF_VARIABLE}`,
    ]);
    expect(told((id) => ({ subnet: { id } }))).toEqual([
      `${IN_SUBNET} id is of class TerraformVariable. It takes the value itself. ${OF_VARIABLE}`,
    ]);
    expect(told((relay) => ({ subnet: { relay: [relay] } }))).toEqual([
      `${IN_SUBNET} relay[0] is of class TerraformVariable. It takes the value itself. ${OF_VARIABLE}`,
    ]);
  });

  test("is told wherever it is in what Kea alone knows", () => {
    const changes = (value: unknown): Changes => ({
      topology: { settings: { hooks: [{ library: "x.so", parameters: { a: [{ b: value }] } }] } },
      relationship: { ha: { extra: { "x-y": value } } },
      subnet: { userContext: { "a b": value, c: value }, extra: { "4o6-subnet": value } },
    });
    const is = `is of class TerraformVariable. It takes the value itself. ${OF_VARIABLE}`;
    expect(told(changes)).toEqual([
      `[stack/dhcp] hook x.so: parameters.a[0].b ${is}`,
      `${IN_SUBNET} userContext.a b ${is}`,
      `${IN_SUBNET} userContext.c ${is}`,
      `${IN_SUBNET} extra.4o6-subnet ${is}`,
      `${NET.split(" ")[0]} HA settings: extra.x-y ${is}`,
    ]);
  });

  test("is told with its own way to a value", () => {
    const way = (of: (stack: TerraformStack) => unknown) =>
      told((subnet) => ({ subnet: { subnet } }), of).map((line) =>
        line.replace(/^.* It takes the value itself\. /, ""),
      );
    expect(way((stack) => new Resource(stack, "x"))).toEqual(["Give one of its attributes, such as its id."]);
    expect(way((stack) => new TerraformLocal(stack, "x", "y"))).toEqual([
      "Give its asString, asNumber, asList or expression.",
    ]);
    expect(way((stack) => new TerraformOutput(stack, "x", { value: "y" }))).toEqual(["Give its value."]);
    expect(way((stack) => new DataTerraformRemoteStateLocal(stack, "x", { path: "y" }))).toEqual([
      'Give one of its outputs: getString("...") or get("...").',
    ]);
    expect(way((stack) => new Construct(stack, "x"))).toEqual(["Give a value that it has."]);
  });

  test("is none where a map, a host or what decides what there is belongs", () => {
    for (const name of ["settings", "ha", "renewed", "control", "kea"]) {
      const [first] = told((value) => ({ topology: { [name]: value } }));
      expect(first).toContain(`topology dhcp: ${name} is of class TerraformVariable. It takes `);
      expect(first).not.toContain("Give");
    }
    expect(told((family) => ({ relationship: { family } }))).toEqual([
      `${NET}: family is of class TerraformVariable. It takes v4 or v6.`,
    ]);
    expect(told((a) => ({ subnet: { selectors: { a } } }))).toEqual([
      `${IN_SUBNET} selectors of a is of class TerraformVariable. It takes a map, { interface, relay, interfaceId }.`,
    ]);
    expect(told((extra) => ({ subnet: { extra } }))).toEqual([
      `${IN_SUBNET} extra is of class TerraformVariable. It takes a map of Kea's keys, { ... }.`,
    ]);
  });

  test("may be somebody's own that has the properties", () => {
    class Site extends Construct {
      readonly name = "berlin";
      readonly address = "10.1.0.1";
      readonly subnets = [SUBNET];
    }
    expect(synthErrors((stack) => hub(stack, { spokes: [new Site(stack, "site")] }))).toEqual([]);
  });
});
