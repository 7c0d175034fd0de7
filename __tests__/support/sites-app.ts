/** Two sites with a hub, of which machines and sites leave and come. */
import { PROJECT } from "./article";

/** The lab's hosts on the office network. */
type SiteHost = "kea1" | "kea2" | "kea3" | "kea4";

/** A site: who serves it, and who stands by. */
interface Site {
  readonly primary: SiteHost;
  readonly standby: SiteHost;
  /** Who was a member, and stays in the topology. */
  readonly former?: SiteHost;
  /** Subnets or shared networks of its relationship, in TypeScript. Default: one /24 of its own. */
  readonly networks?: string;
}

export interface SitesApp {
  /** Broadcasting clients. */
  readonly net28: Site;
  /** Clients behind a relay. */
  readonly net29?: Site;
  /** Hosts that leave, and whom. */
  readonly retired?: Partial<Record<SiteHost, readonly SiteHost[]>>;
  /** Default: false. */
  readonly retireOnDestroy?: boolean;
}

const ADDRESSES: Record<SiteHost, string> = {
  kea1: "172.28.0.253",
  kea2: "172.28.0.254",
  kea3: "172.28.0.220",
  kea4: "172.28.0.221",
};

const NETWORKS = {
  net28: `subnets: [{ id: 1, subnet: "172.28.0.0/24", pools: ["172.28.0.2-172.28.0.219"], interface: "enp0s8" }]`,
  net29: `subnets: [{ id: 2, subnet: "172.29.0.0/24", pools: ["172.29.0.2-172.29.0.219"], relay: ["10.29.0.1"] }]`,
};

/** Members are named after their hosts: another host is another member. */
export function sitesApp(
  { net28, net29, retired = {}, retireOnDestroy = false }: SitesApp,
  timers: string,
): string {
  const sites = Object.entries({ net28, net29 }).flatMap(([name, site]) =>
    site === undefined ? [] : [[name as keyof typeof NETWORKS, site] as const],
  );
  const members = new Set(
    sites.flatMap(([, { primary, standby, former }]) => [primary, standby, ...(former ? [former] : [])]),
  );
  const leavers = Object.entries(retired);
  return `
    import { App } from "${PROJECT}/node_modules/cdktf";
    import { KeaTopology, KeaVersion } from "${PROJECT}/constructs";
    import { KeaStack } from "${PROJECT}/stacks";
    const app = new App({ stackTraces: false });
    const dhcp = new KeaTopology(new KeaStack(app, "sites"), "dhcp", {
      kea: KeaVersion.V3_0,
      ha: { ${timers} },
      retireOnDestroy: ${retireOnDestroy},
    });
    ${[...members]
      .map(
        (host) =>
          `const ${host} = dhcp.addHost("${host}", { address: "${ADDRESSES[host]}", interfaces: ["enp0s8"] });`,
      )
      .join("\n    ")}
    ${leavers
      .map(
        ([host, from]) =>
          `const ${host} = dhcp.addHost("${host}", { address: "${ADDRESSES[host as SiteHost]}", interfaces: ["enp0s8"], retired: { from: [${from.join()}] } });`,
      )
      .join("\n    ")}
    ${sites
      .map(
        ([
          name,
          { primary, standby, former, networks = NETWORKS[name] },
        ]) => `dhcp.addRelationship("${name}", {
      port: ${name === "net28" ? 8000 : 8001},
      primary: { host: ${primary}, name: "${name}-${primary}" },
      standby: { host: ${standby}, name: "${name}-${standby}" },
      formerMembers: [${former ?? ""}],
      ${networks},
    });`,
      )
      .join("\n    ")}
    void [${[...members, ...leavers.map(([host]) => host)].join(", ")}];
    app.synth();`;
}
