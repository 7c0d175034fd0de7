/** A small app to change in many ways. */
import { Family } from "../../kea/model/family";
import { PROJECT } from "./article";

/** A pair of servers, in short. */
export interface PairApp {
  readonly family: Family;
  readonly mode: "hot-standby" | "load-balancing" | "passive-backup";
  readonly pool: number;
  readonly lifetime: number;
  readonly port: number;
  readonly names: string;
  readonly id: number;
  readonly more: readonly number[];
  readonly swapped: boolean;
}

export const FIRST_PAIR: PairApp = {
  family: Family.V4,
  mode: "hot-standby",
  pool: 219,
  lifetime: 3600,
  port: 8000,
  names: "server",
  id: 1,
  more: [],
  swapped: false,
};

/** An app with Kea 1 and Kea 2 of the article, and one relationship between them. */
export function pairApp(pair: PairApp, timers = ""): string {
  const [primary, partner] = pair.swapped ? ["kea1", "kea2"] : ["kea2", "kea1"];
  const prefix = (n: number | string) => (pair.family === Family.V4 ? `10.${n}.0` : `2001:db8:${n}:`);
  const more = pair.more.map((n) =>
    pair.family === Family.V4
      ? `{ id: ${n}, subnet: "${prefix(n)}.0/24", pools: ["${prefix(n)}.2-${prefix(n)}.200"], relay: ["${prefix(n)}.1"] },`
      : `{ id: ${n}, subnet: "${prefix(n)}:/64", pools: ["${prefix(n)}:2-${prefix(n)}:200"], relay: ["${prefix(n)}:1"] },`,
  );
  const own =
    pair.family === Family.V4
      ? `subnet: "172.28.0.0/24", pools: ["172.28.0.2-172.28.0.${pair.pool}"]`
      : `subnet: "${prefix(28)}:/64", pools: ["${prefix(28)}:2-${prefix(28)}:${pair.pool}"]`;
  const partners = {
    "hot-standby": (member: string) => `standby: ${member}`,
    "load-balancing": (member: string) => `secondary: ${member}`,
    "passive-backup": (member: string) => `backups: [${member}]`,
  };
  return `
    import { App } from "${PROJECT}/node_modules/cdktf";
    import { Family, HaMode, KeaTopology, KeaVersion } from "${PROJECT}/constructs";
    import { KeaStack } from "${PROJECT}/stacks";
    const app = new App({ stackTraces: false });
    const dhcp = new KeaTopology(new KeaStack(app, "pair"), "dhcp", {
      kea: KeaVersion.V3_0,
      ha: { ${timers} },
      settings: { validLifetime: ${pair.lifetime} },
    });
    const kea1 = dhcp.addHost("kea1", { address: "172.28.0.253", interfaces: ["enp0s8"] });
    const kea2 = dhcp.addHost("kea2", { address: "172.28.0.254", interfaces: ["enp0s8"] });
    dhcp.addRelationship("net28", {
      family: Family.${pair.family.toUpperCase()},
      mode: HaMode.${pair.mode.toUpperCase().replace("-", "_")},
      port: ${pair.port},
      primary: { host: ${primary}, name: "${pair.names}-${primary}" },
      ${partners[pair.mode](`{ host: ${partner}, name: "${pair.names}-${partner}" }`)},
      subnets: [
        { id: ${pair.id}, ${own}, interface: "enp0s8" },
        ${more.join("\n        ")}
      ],
    });
    app.synth();`;
}
