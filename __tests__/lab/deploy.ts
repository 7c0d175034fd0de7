/** Apps that are deployed to labs, rollouts that are held up on their way, and what hosts then say of themselves. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FAMILIES, Family } from "../../kea/model/family";
import type { Lab } from "../../lab/lab";
import type { Deployed, DeployOptions, Deployment } from "../../lab/terraform/deployment";
import { type Edit, editedMain, PROJECT } from "../support/article";

/** Timers with which a rollout is through in seconds; a partner's silence alone is enough to take over. */
const QUICK = "ha: { heartbeatDelay: 1000, maxResponseDelay: 4000, maxUnackedClients: 0, syncTimeout: 5000 }";

/** The article's app with quick timers, and edits. */
export function article(...edits: readonly Edit[]): string {
  return editedMain([["settings: {", `${QUICK},\n  settings: {`], ...edits]);
}

/** What Kea 1 and Kea 2 of the article are declared as, in TypeScript. */
export interface Pair {
  /** Name of a KeaVersion. Default: V3_0. */
  readonly kea?: string;
  /** Props of both hosts, from `name` and `address`. Default: what the topology has. */
  readonly host?: string;
  /** Settings of both. Default: none. */
  readonly settings?: string;
  /** Further props of every relationship. Default: none. */
  readonly relationship?: string;
  /** Timers and limits. Default: quick ones. */
  readonly ha?: string;
  /** Default: v4 alone. */
  readonly families?: readonly Family[];
}

/** An app with Kea 1 and Kea 2 of the article, in one relationship per family. */
export function pair({
  kea = "V3_0",
  host = "",
  settings = "{}",
  relationship = "",
  ha = QUICK,
  families = [Family.V4],
}: Pair = {}): string {
  const relationships = {
    [Family.V4]: `dhcp.addRelationship("net28", {
      port: 8000, ${relationship}
      primary: { host: kea2, name: "server1" },
      standby: { host: kea1, name: "server2" },
      subnets: [{ id: 1, subnet: "172.28.0.0/24", pools: ["172.28.0.2-172.28.0.219"], interface: "enp0s8" }],
    });`,
    [Family.V6]: `dhcp.addRelationship("net28v6", {
      family: Family.V6,
      port: 8006, ${relationship}
      primary: { host: kea2, name: "server1v6" },
      standby: { host: kea1, name: "server2v6" },
      subnets: [{ id: 1, subnet: "2001:db8:28::/64", pools: ["2001:db8:28::1:0/112"], interface: "enp0s8" }],
    });`,
  };
  return `
    import { App } from "${PROJECT}/node_modules/cdktf";
    import { ControlChannel, Family, KeaTopology, KeaVersion } from "${PROJECT}/constructs";
    import { KeaStack } from "${PROJECT}/stacks";
    const app = new App({ stackTraces: false });
    const dhcp = new KeaTopology(new KeaStack(app, "pair"), "dhcp", {
      kea: KeaVersion.${kea}, ${ha}, settings: ${settings},
    });
    const add = (name: string, address: string) =>
      dhcp.addHost(name, { address, interfaces: ["enp0s8"], ${host} });
    const kea1 = add("kea1", "172.28.0.253");
    const kea2 = add("kea2", "172.28.0.254");
    ${families.map((family) => relationships[family]).join("\n")}
    void [ControlChannel, Family];
    app.synth();`;
}

/** A point in a run of the rollout program, and what happens while the program stands still there. */
export interface Pause {
  /** What the line that it has printed matches. */
  readonly line?: string;
  /** What the command that it has sent to Kea matches: its name, then its JSON. */
  readonly sent?: string;
  /** A signal that it returns is what the program gets as it goes on. */
  readonly then: () => Promise<unknown>;
}

/** Runs the rollout program of an app's source, which comes to pauses, in this order. */
export async function rolloutWithPauses(
  deployment: Deployment,
  source: string,
  pauses: readonly Pause[],
  options: DeployOptions = {},
): Promise<Deployed> {
  const directory = join(deployment.directory, "pauses");
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  const points = pauses.map(({ then: _, ...point }) => point);
  const program = deployment.rollout(source, {
    ...options,
    env: {
      NODE_OPTIONS: `--import ${join(__dirname, "pause.mjs")}`,
      KEA_HA_PAUSES: JSON.stringify({ directory, points }),
    },
  });
  const [deployed] = await Promise.all([program, follow(directory, pauses, program)]);
  return deployed;
}

/** Meets a program at its pauses, one after another. */
async function follow(directory: string, pauses: readonly Pause[], program: Promise<unknown>): Promise<void> {
  let ended = false;
  void program.then(() => (ended = true));
  for (const [index, { then, ...point }] of pauses.entries()) {
    const file = join(directory, String(index));
    while (!existsSync(`${file}.reached`)) {
      if (ended)
        throw new Error(
          `The program ended before ${JSON.stringify(point)}: ${JSON.stringify(await program, null, 1)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    try {
      const signal = await then();
      writeFileSync(`${file}.signal`, typeof signal === "string" ? signal : "");
    } finally {
      if (!existsSync(`${file}.signal`)) writeFileSync(`${file}.signal`, "SIGKILL");
      renameSync(`${file}.signal`, `${file}.go`);
    }
  }
}

/** What each host's server is in its relationships, as it says itself: `server2 hot-standby`. */
export async function states(lab: Lab, family: Family = Family.V4): Promise<Record<string, string>> {
  interface Side {
    readonly "ha-servers": { readonly local: { readonly "server-name": string; readonly state: string } };
  }
  const state = async (host: string) => {
    if (!lab.daemon(host, FAMILIES[family].service).isRunning()) return [host, "stopped"] as const;
    const status = (await lab.command(host, "status-get", undefined, family)).arguments;
    const sides = ((status["high-availability"] ?? []) as Side[]).map(({ "ha-servers": { local } }) => local);
    const off = status["dhcp-state"]["globally-disabled"] ? ", switched off" : "";
    return [host, sides.map((side) => `${side["server-name"]} ${side.state}`).join(", ") + off] as const;
  };
  return Object.fromEntries(await Promise.all(lab.keaHosts.map(state)));
}

/** Lease lifetimes that the servers run with: tells which configuration runs where. */
export async function lifetimes(lab: Lab, family: Family = Family.V4): Promise<Record<string, number>> {
  const running = lab.keaHosts.filter((host) => lab.daemon(host, FAMILIES[family].service).isRunning());
  const lifetime = async (host: string) => {
    const config = (await lab.command(host, "config-get", undefined, family)).arguments[
      FAMILIES[family].root
    ];
    return [host, config["valid-lifetime"] as number] as const;
  };
  return Object.fromEntries(await Promise.all(running.map(lifetime)));
}
