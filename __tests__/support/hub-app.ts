/** A hub with many sites, to change in many ways. */
import { HUB, sitesOf, VAULT } from "../../lab/network/sites";
import { PROJECT } from "./article";

/** What is declared of a hub and its sites. */
export interface HubApp {
  readonly sites: number;
  /** Last number of the pools' last addresses. */
  readonly pool: number;
  /** The same, for sites that differ. */
  readonly pools?: Readonly<Record<string, number>>;
  readonly hubIsPrimary?: boolean;
  /** Lease lifetime of the hub alone, in seconds. */
  readonly hubLifetime?: number;
  /** Whether the first site has {@link LARGE} besides. */
  readonly hasLarge?: boolean;
  /** Kea's own are the default. */
  readonly timers?: string;
  /** Further props, in TypeScript. */
  readonly props?: string;
}

/** A subnet with room for many leases; the lab has no clients in it. */
export const LARGE = { id: 1000, subnet: "10.200.0.0/16", pools: ["10.200.0.0/16"] };

/** An app with the hub, the shared backup and that many sites of the lab. */
export function hubApp({
  sites,
  pool,
  pools = {},
  hubIsPrimary = false,
  hasLarge = false,
  ...more
}: HubApp): string {
  const spokes = sitesOf(sites).map(({ name, address, prefix, id, relay }) => ({
    name,
    address,
    subnets: [
      {
        id,
        subnet: `${prefix}.0/24`,
        pools: [`${prefix}.10-${prefix}.${pools[name] ?? pool}`],
        relay: [relay],
      },
      ...(hasLarge && id === 1 ? [LARGE] : []),
    ],
  }));
  const hub = { name: "hub", address: HUB, settings: { validLifetime: more.hubLifetime ?? 3600 } };
  return `
    import { App } from "${PROJECT}/node_modules/cdktf";
    import { HubAndSpoke } from "${PROJECT}/constructs";
    import { KeaStack } from "${PROJECT}/stacks";
    const app = new App({ stackTraces: false });
    new HubAndSpoke(new KeaStack(app, "sites"), "dhcp", {
      hub: ${JSON.stringify(hub)},
      backup: { name: "vault", address: "${VAULT}" },
      ha: { ${more.timers ?? ""} },
      hubIsPrimary: ${hubIsPrimary},
      spokes: ${JSON.stringify(spokes)},
      ${more.props ?? ""}
    });
    app.synth();`;
}
