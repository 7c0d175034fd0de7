import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import { type Selected, selectorProblems } from "../../../kea/model/selectors";
import { render } from "../../../kea/rendering/render";
import { soundTopology } from "../rules/sound";

const SUBNET = { id: 1, subnet: "10.1.0.0/24" };

/** A pair whose hosts listen on some interfaces, and a subnet with selectors. */
function pair(declared: Selected, ...interfaces: readonly (readonly string[])[]) {
  const sound = soundTopology(Family.V4, KeaVersion.V3_0);
  const [relationship] = sound.relationships;
  const [a, b] = relationship!.members;
  const members = [
    { ...a!, host: "Hq" },
    { ...b!, host: "site-1" },
  ];
  const [first] = sound.hosts;
  const hosts = members.map(({ host: name }, index) => ({
    ...{ ...first!, name, interfaces: interfaces[index] ?? ["eth0"] },
  }));
  const subnets = [{ ...SUBNET, ...declared }];
  return { ...sound, hosts, relationships: [{ ...relationship!, members, subnets, sharedNetworks: [] }] };
}

function problems(declared: Selected, ...interfaces: readonly (readonly string[])[]): string[] {
  const { hosts, relationships } = pair(declared, ...interfaces);
  return selectorProblems(relationships[0]!, hosts, (text) => text.startsWith("${"));
}

const REST = "Use one of these, add it to the interfaces of a host, or leave it out.";

describe("an interface on which no member listens", () => {
  test("is told, with the one that was meant", () => {
    expect(problems({ interface: "eht0" })).toEqual([
      "subnet 10.1.0.0/24: interface is eht0, and no kea-dhcp4 of the relationship listens on it, but on eth0. Did you mean eth0?",
    ]);
    expect(problems({ interface: "office" }, ["eth0/10.0.0.1"], ["eth0", "Office2"])).toEqual([
      `subnet 10.1.0.0/24: interface is office, and no kea-dhcp4 of the relationship listens on it, but on eth0 and Office2. ${REST}`,
    ]);
  });

  test("is told of a shared network and of what is in it", () => {
    const { hosts, relationships } = pair({});
    const subnets = [{ ...SUBNET, interface: "eth1" }];
    const sharedNetworks = [{ name: "floor", interface: "lan", subnets }];
    expect(
      selectorProblems({ ...relationships[0]!, subnets: [], sharedNetworks }, hosts, () => false),
    ).toEqual([
      `shared network floor: interface is lan, and no kea-dhcp4 of the relationship listens on it, but on eth0. ${REST}`,
      "subnet 10.1.0.0/24: interface is eth1, and no kea-dhcp4 of the relationship listens on it, but on eth0. Did you mean eth0?",
    ]);
  });

  test("is none where one member listens on it, or may", () => {
    expect(problems({ interface: "eth1" }, ["eth0"], ["eth1/10.0.0.1"])).toEqual([]);
    expect(problems({ interface: "eth1" }, ["eth0"], ["*"])).toEqual([]);
    expect(problems({ interface: "eth1" }, ["eth0"], ["${lan}"])).toEqual([]);
    expect(problems({ interface: "${lan}" })).toEqual([]);
  });

  test("is not told beside hosts that listen on nothing at all, which a rule tells", () => {
    expect(problems({ interface: "eth1" }, [], [])).toEqual([]);
  });

  test("does not matter where every member has selectors of its own", () => {
    const selectors = { Hq: { relay: ["10.1.0.1"] }, "site-1": { interface: "eth0" } };
    expect(problems({ interface: "eth1", selectors })).toEqual([]);
  });
});

test("selectors of a name that no host has are told, with the host that was meant", () => {
  const relay = { relay: ["10.1.0.1"] };
  expect(problems({ selectors: { hq: relay, Site1: relay, vault: relay, "site-1": relay } })).toEqual([
    "subnet 10.1.0.0/24: selectors has hq, which is no host of the topology. Did you mean Hq?",
    "subnet 10.1.0.0/24: selectors has Site1, which is no host of the topology. Did you mean site-1?",
    "subnet 10.1.0.0/24: selectors has vault, which is no host of the topology. The members here are Hq and site-1.",
  ]);
});

test("selectors of a host that is a member no more, or of other relationships, may stay", () => {
  const relay = { relay: ["10.1.0.1"] };
  const { hosts, relationships } = pair({ selectors: { vault: relay, valt: relay } });
  const vault = { ...hosts[0]!, name: "vault", retired: { from: [], families: [Family.V4] } };
  expect(selectorProblems(relationships[0]!, [...hosts, vault], () => false)).toEqual([
    "subnet 10.1.0.0/24: selectors has valt, which is no host of the topology. Did you mean vault?",
  ]);
});

test("a subnet is on an interface that its host names with an address, too", () => {
  const [first, second] = render(pair({ interface: "eth0" }, ["eth0/10.0.0.1"], ["eth1"]));
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
  const interfaceOf = (server: typeof first) => (server!.config.Dhcp4 as any).subnet4[0].interface;
  expect([first, second].map(interfaceOf)).toEqual(["eth0", undefined]);
});
