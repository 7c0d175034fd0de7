/** A small app to change in many ways. */
import { PROJECT } from "./article";

/** A pair of servers, in short. */
export interface PairApp {
  readonly mode: "hot-standby" | "load-balancing";
  readonly pool: number;
  readonly lifetime: number;
  readonly port: number;
  readonly names: string;
  readonly id: number;
  readonly more: readonly number[];
  readonly swapped: boolean;
}

export const FIRST_PAIR: PairApp = {
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
  const more = pair.more.map(
    (n) =>
      `{ id: ${n}, subnet: "10.${n}.0.0/24", pools: ["10.${n}.0.2-10.${n}.0.200"], relay: ["10.${n}.0.1"] },`,
  );
  return `
    import { App } from "${PROJECT}/node_modules/cdktf";
    import { HaMode, KeaTopology, KeaVersion } from "${PROJECT}/constructs";
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
      mode: HaMode.${pair.mode.toUpperCase().replace("-", "_")},
      port: ${pair.port},
      primary: { host: ${primary}, name: "${pair.names}-${primary}" },
      ${pair.mode === "hot-standby" ? "standby" : "secondary"}: { host: ${partner}, name: "${pair.names}-${partner}" },
      subnets: [
        { id: ${pair.id}, subnet: "172.28.0.0/24", pools: ["172.28.0.2-172.28.0.${pair.pool}"], interface: "enp0s8" },
        ${more.join("\n        ")}
      ],
    });
    app.synth();`;
}
