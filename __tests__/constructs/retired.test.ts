/** Hosts that leave. */
import {
  Family,
  HubAndSpoke,
  type HubAndSpokeProps,
  type KeaHost,
  KeaTopology,
  KeaVersion,
  type RetiredProps,
} from "../../constructs";
import { readFleet } from "../../kea/fleet/read";
import { serverName } from "../../kea/model/family";
import type { Manifest } from "../../kea/model/manifest";
import { assumedSurveys } from "../../rollout/plan/assumed";
import type { DeclaredServer, Declaration } from "../../rollout/plan/declaration";
import { unknownPartners } from "../../rollout/plan/obstacles";
import { plan } from "../../rollout/plan/plan";
import { simulate } from "../../rollout/plan/simulate";
import { fileTexts, synthErrors, synthStack } from "../support/synth";

const SITES: HubAndSpokeProps = {
  hub: { name: "hq", address: "10.0.0.1" },
  backup: { name: "vault", address: "10.0.0.9" },
  spokes: [1, 2].map((id) => ({
    name: `site${id}`,
    address: `10.${id}.0.1`,
    subnets: [{ id, subnet: `10.${id}.0.0/24`, pools: [`10.${id}.0.10-10.${id}.0.250`] }],
  })),
};

/** A configuration that serves nobody, and can be reached. */
const IDLE = {
  "interfaces-config": { interfaces: [] },
  "control-sockets": [{ "socket-type": "unix", "socket-name": "/run/kea/kea4-ctrl-socket" }],
  "lease-database": { type: "memfile", persist: true, name: "/var/lib/kea/kea-leases4.csv" },
  loggers: [{ name: "kea-dhcp4", severity: "INFO", "output-options": [{ output: "stdout" }] }],
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Terraform JSON of any shape
const content = (terraform: any, name: string) => JSON.parse(fileTexts(terraform)[name]!);

/** A pair, and whatever else a test declares. */
function pair(build: (dhcp: KeaTopology, a: KeaHost, b: KeaHost) => void) {
  return (stack: ConstructorParameters<typeof KeaTopology>[0]) => {
    const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
    const [a, b] = ["a", "b"].map((name, index) =>
      dhcp.addHost(name, { address: `10.0.0.${index + 1}`, interfaces: ["eth0"] }),
    );
    dhcp.addRelationship("office", {
      port: 8000,
      primary: { host: a! },
      standby: { host: b! },
      subnets: [{ id: 1, subnet: "10.0.0.0/24", pools: ["10.0.0.10-10.0.0.250"] }],
    });
    build(dhcp, a!, b!);
  };
}
const old = (dhcp: KeaTopology, retired: RetiredProps) =>
  dhcp.addHost("old", { address: "10.0.0.7", interfaces: ["eth0"], retired });

test("a machine that is replaced gets a configuration that serves nobody, in the rollout of its partner", () => {
  const terraform = synthStack(pair((dhcp, a) => void old(dhcp, { from: [a] })));
  expect(content(terraform, "dhcp_old-dhcp4")).toEqual({ Dhcp4: IDLE });
  const { servers, relationships, format } = content(terraform, "dhcp_rollout-office");
  expect(format).toBe(1);
  expect(servers.map(({ host, retired }: { host: string; retired?: true }) => [host, retired])).toEqual([
    ["a", undefined],
    ["b", undefined],
    ["old", true],
  ]);
  expect(relationships[0].members.map(({ host }: { host: string }) => host)).toEqual(["a", "b"]);
  expect(Object.keys(terraform.resource.null_resource)).toEqual(["dhcp_rollout_office"]);
});

test("it has the servers that it is said to have, and no rule finds anything", () => {
  const families = [Family.V4, Family.V6];
  const build = pair((dhcp, a) => void old(dhcp, { from: [a], families }));
  expect(Object.keys(synthStack(build).resource.local_file)).toEqual(
    expect.arrayContaining(["dhcp_old-dhcp4", "dhcp_old-dhcp6"]),
  );
  expect(synthErrors(build)).toEqual([]);
});

test("a pair that goes as a whole is a rollout of its own", () => {
  const terraform = synthStack(
    pair((dhcp) => {
      const first = old(dhcp, {});
      dhcp.addHost("older", { address: "10.0.0.8", interfaces: ["eth0"], retired: { from: [first] } });
    }),
  );
  expect(Object.keys(terraform.resource.null_resource)).toEqual(["dhcp_rollout_office", "dhcp_rollout_old"]);
  expect(content(terraform, "dhcp_rollout-old")).toMatchObject({
    servers: [
      { host: "old", retired: true },
      { host: "older", retired: true },
    ],
    relationships: [],
  });
});

test("a host that leaves is in no relationship, and the error says what to do", () => {
  const build = pair((dhcp, a) => {
    const host = old(dhcp, { from: [a] });
    dhcp.addRelationship("lab", { port: 8001, primary: { host: a }, standby: { host } });
  });
  expect(() => synthStack(build)).toThrow(
    "Relationship lab: host old is retired, and a host that leaves is in no relationship. Give its part to another host, or let it stay: take retired off it.",
  );
});

test("it leaves hosts of its own topology", () => {
  const build = pair((dhcp, a) => {
    const other = new KeaTopology(dhcp.node.scope!, "other", { kea: KeaVersion.V3_0 });
    old(other, { from: [a] });
  });
  expect(() => synthStack(build)).toThrow(
    "Retired host old: host a belongs to another topology (stack/dhcp/hosts/a), not to stack/other. Add it here with addHost.",
  );
});

test("a host whose leases are in a database keeps the library that reaches them", () => {
  const library = "libdhcp_mysql.so";
  const settings = {
    leaseDatabase: { type: "mysql" as const, name: "kea", host: "10.0.0.5" },
    hooks: [{ library }, { library: "libdhcp_run_script.so" }],
  };
  const build = pair(
    (dhcp, a) =>
      void dhcp.addHost("old", {
        address: "10.0.0.7",
        interfaces: ["eth0"],
        retired: { from: [a] },
        settings,
      }),
  );
  const { Dhcp4 } = content(synthStack(build), "dhcp_old-dhcp4");
  expect(Dhcp4["hooks-libraries"]).toEqual([{ library: expect.stringMatching(/libdhcp_mysql\.so$/) }]);
  expect(synthErrors(build)).toEqual([]);
});

test("a host that was a member and stays rolls out with the relationship for that deploy", () => {
  const moved = (formerMembers: (a: KeaHost) => KeaHost[]) =>
    synthStack(
      pair((dhcp, a) => {
        const host = (name: string, last: number) =>
          dhcp.addHost(name, { address: `10.0.0.${last}`, interfaces: ["eth0"] });
        dhcp.addRelationship("lab", {
          port: 8001,
          primary: { host: host("site", 7) },
          standby: { host: host("hub2", 8) },
          formerMembers: formerMembers(a),
          subnets: [{ id: 2, subnet: "10.2.0.0/24", pools: ["10.2.0.10-10.2.0.250"] }],
        });
      }),
    );
  const rollouts = (terraform: ReturnType<typeof moved>) => Object.keys(terraform.resource.null_resource);
  expect(rollouts(moved((a) => [a]))).toEqual(["dhcp_rollout_office"]);
  expect(rollouts(moved(() => []))).toEqual(["dhcp_rollout_lab", "dhcp_rollout_office"]);
});

describe("a host whose DHCPv6 server leaves a relationship", () => {
  const host = (dhcp: KeaTopology, name: string, last: number, retired?: RetiredProps) => {
    const addresses = [`2001:db8::${last}`];
    return dhcp.addHost(name, { address: `10.0.0.${last}`, addresses, interfaces: ["eth0"], retired });
  };
  const hosts = (dhcp: KeaTopology) =>
    [host(dhcp, "site", 1), host(dhcp, "hub1", 2), host(dhcp, "hub2", 3)] as const;
  const v4 = (dhcp: KeaTopology, site: KeaHost, hub: KeaHost) =>
    dhcp.addRelationship("r4", {
      port: 8000,
      primary: { host: site },
      standby: { host: hub },
      subnets: [{ id: 1, subnet: "10.1.0.0/24", pools: ["10.1.0.10-10.1.0.99"] }],
    });
  const v6 = (dhcp: KeaTopology, site: KeaHost, hub: KeaHost, formerMembers?: KeaHost[]) =>
    dhcp.addRelationship("r6", {
      family: Family.V6,
      port: 8001,
      primary: { host: site, address: site._model.addresses[1] },
      standby: { host: hub, address: hub._model.addresses[1] },
      formerMembers,
      subnets: [{ id: 1, subnet: "2001:db8:1::/64", pools: ["2001:db8:1::10-2001:db8:1::99"] }],
    });

  /** What synth makes of a topology, as the rollout reads it. */
  function declared(build: (dhcp: KeaTopology) => void): Declaration {
    const terraform = synthStack((stack) => build(new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 })));
    const manifest: Manifest = content(terraform, "dhcp_rollout-r4");
    const servers = manifest.servers.map((server): DeclaredServer => {
      const name = serverName(server.host, server.family);
      return { ...server, name, declared: content(terraform, `dhcp_${name}`) };
    });
    const fleet = readFleet(
      servers.map((server) => ({ ...server, config: server.declared })),
      manifest.relationships,
    );
    return { manifest, servers, fleet, findings: [] };
  }
  const before = declared((dhcp) => {
    const [site, hub1] = hosts(dhcp);
    v4(dhcp, site, hub1);
    v6(dhcp, site, hub1);
  });
  const surveysOf = ({ servers }: Declaration) =>
    assumedSurveys(servers, new Map(before.servers.map(({ name, declared }) => [name, declared])));
  const refused = (declaration: Declaration) => unknownPartners(declaration, surveysOf(declaration), []);

  test("leaves in the same rollout as a former member, and its DHCPv4 server stays what it is", () => {
    const after = declared((dhcp) => {
      const [site, hub1, hub2] = hosts(dhcp);
      v4(dhcp, site, hub1);
      v6(dhcp, site, hub2, [hub1]);
    });
    expect(refused(after)).toEqual([]);
    const { unchanged, waves, world } = plan(after.servers, after.fleet, surveysOf(after));
    expect(unchanged).toEqual(["site-dhcp4", "hub1-dhcp4"]);
    const steps = waves.flat().flatMap((stage) => stage.steps);
    const { facts, written } = steps.reduce(simulate, world).servers.get("hub1-dhcp6")!;
    expect([facts.roles, facts.subnets, facts.listens, written.roles]).toEqual([[], [], false, []]);
  });

  test("is refused where it would go on serving although its DHCPv4 server is in the rollout", () => {
    const after = declared((dhcp) => {
      const [site, hub1, hub2] = hosts(dhcp);
      v4(dhcp, site, hub1);
      v6(dhcp, site, hub2);
    });
    expect(refused(after)).toEqual([
      "site: its partner r6.hub1 at 2001:db8::2 is the DHCPv6 server of hub1, which is not in this rollout, and would go on serving. For one deploy, declare hub1 as one of the relationship's formerMembers, so that it hands over; or, if that server is gone for good, go on without it (--forget r6.hub1).",
    ]);
  });

  test("is refused where its host retires without it", () => {
    const after = (families?: Family[]) =>
      declared((dhcp) => {
        const [site, hub2] = [host(dhcp, "site", 1), host(dhcp, "hub2", 3)];
        host(dhcp, "hub1", 2, { from: [site], families });
        v4(dhcp, site, hub2);
        v6(dhcp, site, hub2);
      });
    expect(refused(after())).toEqual([
      "site: its partner r6.hub1 at 2001:db8::2 is the DHCPv6 server of hub1, which is not in this rollout, and would go on serving. For one deploy, add Family.V6 to the families with which hub1 is retired, so that it hands over; or, if that server is gone for good, go on without it (--forget r6.hub1).",
    ]);
    expect(refused(after([Family.V4, Family.V6]))).toEqual([]);
  });
});

describe("when everything is destroyed", () => {
  const built = (retireOnDestroy?: boolean) =>
    synthStack((stack) => new HubAndSpoke(stack, "dhcp", { ...SITES, retireOnDestroy })).resource
      .terraform_data;

  test("servers go on serving by default", () => {
    expect(Object.keys(built())).toEqual(["dhcp_deployed_site1"]);
  });

  test("retireOnDestroy lets them serve nobody, by what is never replaced before", () => {
    const { dhcp_retirement_site1: retirement } = built(true);
    expect(retirement.triggers_replace).toBeUndefined();
    expect(retirement.lifecycle).toBeUndefined();
    expect(retirement.input).toMatch(/kea\/dhcp\/rollout-site1\.[0-9a-f]{8}\.json$/);
    const { when, command, interpreter } = retirement.provisioner[0]["local-exec"];
    expect([when, command, interpreter[0], interpreter[2]]).toEqual([
      "destroy",
      "${self.input}",
      "node",
      "--retire",
    ]);
    expect(retirement.depends_on).toContain("local_file.dhcp_rollout-site1");
  });
});

describe("in a hub and its spokes", () => {
  const [first, second] = SITES.spokes;

  test("a spoke that is retired leaves the hub and the backup with what the others need", () => {
    const terraform = synthStack(
      (stack) =>
        new HubAndSpoke(stack, "dhcp", { ...SITES, spokes: [{ ...first!, retired: true }, second!] }),
    );
    expect(content(terraform, "dhcp_site1-dhcp4")).toEqual({ Dhcp4: IDLE });
    for (const host of ["hq", "vault"])
      expect(
        content(terraform, `dhcp_${host}-dhcp4`).Dhcp4.subnet4.map(({ id }: { id: number }) => id),
      ).toEqual([2]);
    // The port of its position stays that of its position.
    expect(JSON.stringify(content(terraform, "dhcp_hq-dhcp4"))).toContain("http://10.0.0.1:8001/");
  });

  test("a backup that is retired is in no relationship any more", () => {
    const backup = { ...SITES.backup!, retired: true };
    const terraform = synthStack((stack) => new HubAndSpoke(stack, "dhcp", { ...SITES, backup }));
    expect(content(terraform, "dhcp_vault-dhcp4")).toEqual({ Dhcp4: IDLE });
    expect(JSON.stringify(content(terraform, "dhcp_hq-dhcp4"))).not.toContain("vault");
  });

  test("with the last spokes the hub and the backup serve nobody, in the same rollout", () => {
    const spokes = [first!, second!].map((spoke) => ({ ...spoke, retired: true }));
    const terraform = synthStack((stack) => new HubAndSpoke(stack, "dhcp", { ...SITES, spokes }));
    for (const host of ["hq", "vault", "site1", "site2"])
      expect(content(terraform, `dhcp_${host}-dhcp4`)).toEqual({ Dhcp4: IDLE });
    expect(Object.keys(terraform.resource.null_resource)).toHaveLength(1);
  });

  test("a hub that is in another relationship goes on serving in that one", () => {
    const spokes = [first!, second!].map((spoke) => ({ ...spoke, retired: true }));
    const terraform = synthStack((stack) => {
      const { topology, hub } = new HubAndSpoke(stack, "dhcp", { ...SITES, spokes });
      const site = topology.addHost("site9", { address: "10.9.0.1", interfaces: ["*"] });
      const subnets = [{ id: 9, subnet: "10.9.0.0/24", pools: ["10.9.0.10-10.9.0.250"] }];
      topology.addRelationship("r9", {
        primary: { host: site },
        standby: { host: hub },
        port: 8009,
        subnets,
      });
    });
    expect(content(terraform, "dhcp_hq-dhcp4").Dhcp4.subnet4.map(({ id }: { id: number }) => id)).toEqual([
      9,
    ]);
    expect(content(terraform, "dhcp_vault-dhcp4")).toEqual({ Dhcp4: IDLE });
  });

  test("a hub that is replaced is declared beside the new one", () => {
    const terraform = synthStack((stack) => {
      const { topology, hub } = new HubAndSpoke(stack, "dhcp", {
        ...SITES,
        hub: { name: "hq2", address: "10.0.0.2" },
      });
      topology.addHost("hq", { address: "10.0.0.1", interfaces: ["*"], retired: { from: [hub] } });
    });
    expect(content(terraform, "dhcp_hq-dhcp4")).toEqual({ Dhcp4: IDLE });
    expect(Object.keys(terraform.resource.null_resource)).toEqual(["dhcp_rollout_site1"]);
  });
});

describe("a host that is in no relationship", () => {
  const warnings = (build: Parameters<typeof pair>[0]) => {
    let dhcp: KeaTopology | undefined;
    synthStack(
      pair((topology, a, b) => {
        dhcp = topology;
        build(topology, a, b);
      }),
    );
    const all = dhcp!.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
    return all.filter((text) => text.includes("in no relationship"));
  };
  const lonely = (dhcp: KeaTopology, address: string) =>
    dhcp.addHost("lonely", { address, interfaces: ["eth0"] });

  test("is told, once, with what to do", () => {
    expect(warnings((dhcp) => lonely(dhcp, "10.0.0.7"))).toEqual([
      "host lonely is in no relationship: it gets no configuration, and no rollout changes it. Make it a member of one; declare it as retired where it was one and leaves; or take it out.",
    ]);
    expect(
      warnings((dhcp) => {
        const left = lonely(dhcp, "10.0.0.7");
        dhcp.addHost("older", { address: "10.0.0.8", interfaces: ["eth0"], retired: { from: [left] } });
      }),
    ).toHaveLength(1);
  });

  test("is fine where it leaves, or was a member", () => {
    expect(warnings((dhcp, a) => old(dhcp, { from: [a] }))).toEqual([]);
    expect(
      warnings((dhcp, a, b) => {
        const left = lonely(dhcp, "10.0.0.7");
        dhcp.addRelationship("shop", {
          port: 8001,
          primary: { host: a },
          standby: { host: b },
          formerMembers: [left],
          subnets: [{ id: 2, subnet: "10.2.0.0/24", pools: ["10.2.0.10-10.2.0.250"] }],
        });
      }),
    ).toEqual([]);
  });

  test("is fine where it is the hub of sites that all leave", () => {
    const spokes = SITES.spokes.map((spoke) => ({ ...spoke, retired: true }));
    let dhcp: KeaTopology | undefined;
    synthStack((stack) => {
      dhcp = new HubAndSpoke(stack, "dhcp", { ...SITES, spokes }).topology;
    });
    const all = dhcp!.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
    expect(all.filter((text) => text.includes("in no relationship"))).toEqual([]);
  });
});
