/** The article's hosts with clients that ask all the time, to break things in the middle of a rollout. */
import { type Deployed, Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { LOAD, LOAD_CLIENTS, RELAYS } from "../../lab/load/topology";
import { must } from "../../lab/process";
import type { KeaRelease } from "../../lab/image/recipes";
import { Outcome } from "../../rollout/outcome";
import type { Edit } from "../support/article";
import { article, lifetimes, type Pause, rolloutWithPauses, states } from "./deploy";
import { describeLab, eventually } from "./support";

export const HEALTHY = {
  kea1: "server2 hot-standby, server4 hot-standby",
  kea2: "server1 hot-standby",
  kea3: "server3 hot-standby, server5 hot-standby",
  kea4: "server6 hot-standby",
  backup: "server7 backup, server8 backup, server9 backup, switched off",
};

/** Who holds the leases of each relationship, whoever is its primary. */
const MEMBERS = {
  net28: { subnet: 1, hosts: ["kea2", "kea1", "backup"] },
  net29: { subnet: 2, hosts: ["kea3", "kea1", "backup"] },
  net30: { subnet: 3, hosts: ["kea4", "kea3", "backup"] },
};

const RELATIONSHIPS = Object.keys(MEMBERS) as (keyof typeof MEMBERS)[];

/** Exchanges a second, and clients, of each relationship. */
export const RATE = 20;
const CLIENTS = 40;
/**
 * Exchanges that a relationship may lose: half a second's. A server that fetches its partner's leases makes
 * it deaf for some milliseconds. Without a hand-over it is a heartbeat: a second here, ten by default.
 */
export const LITTLE = RATE / 2;
/** Clients that ask in each relationship after a fault; all of them are to be served. */
const ASKING = 5;

/** What a server says of itself in one relationship. */
export interface Side {
  readonly "ha-servers": {
    readonly local: {
      readonly "server-name": string;
      readonly role: string;
      readonly scopes: readonly string[];
    };
  };
}

/** One error that matches, with the exit code of its outcome. */
export function ending(outcome: keyof typeof Outcome, ...errors: RegExp[]): Partial<Deployed> {
  return {
    exitCode: Outcome[outcome],
    errors: errors.map((error) => expect.stringMatching(error) as string),
    report: expect.objectContaining({ outcome }) as Deployed["report"],
  };
}

/** A lab, what its servers and clients are asked, and what every rollout in it has to leave behind. */
export class FaultLab {
  lab!: Lab;
  deployment!: Deployment;
  private seed = 0;
  private leases: Record<string, Map<string, string>> = {};

  constructor(private readonly kea: KeaRelease) {}

  private readonly base = (): Edit[] => [
    ["KeaVersion.V3_0", this.kea.startsWith("2.6") ? "KeaVersion.V2_6" : "KeaVersion.V3_0"],
    ['["172.28.0.250", "172.28.0.251", "172.28.0.249", "172.28.0.252"]', `["${RELAYS.net29}"]`],
    ['["192.168.20.250", "192.168.20.251", "192.168.20.249", "192.168.20.252"]', `["${RELAYS.net30}"]`],
  ];
  readonly app = (...edits: readonly Edit[]) => article(...this.base(), ...edits);

  /** Leases of a relationship on one host: who has which address. */
  private readonly held = (host: string, relationship: keyof typeof MEMBERS) =>
    new Map(
      this.lab
        .leases(host)
        .filter(({ subnetId }) => subnetId === MEMBERS[relationship].subnet)
        .map(({ address, hwaddr }) => [address, hwaddr]),
    );

  /** Leases of before that a member of their relationship does not have, as `kea2 172.28.0.2`. */
  private readonly missing = () =>
    RELATIONSHIPS.flatMap((relationship) =>
      MEMBERS[relationship].hosts.flatMap((host) => {
        const now = this.held(host, relationship);
        return [...this.leases[relationship]!]
          .filter(([address, client]) => now.get(address) !== client)
          .map(([address]) => `${host} ${address}`);
      }),
    );

  /** How many new clients of each relationship get a lease. */
  readonly served = async (): Promise<Record<string, number>> => {
    const mac = `mac=02:a0:${(++this.seed).toString(16).padStart(2, "0")}:00:00:00`;
    const counts = Object.entries(LOAD_CLIENTS).map(async ([name, { host, interface: link }]) => {
      const load = ["-4", "-r", "20", "-R", String(ASKING), "-n", String(ASKING), "-W", "1000000"];
      const { second } = await this.lab.perfdhcp(host, [...load, "-b", mac, "-l", link]);
      return [name, second.received] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  };
  /** A server whose partner died gives new leases once it is sure of that: after `maxResponseDelay`. */
  readonly everybodyIsServed = () =>
    eventually(async () => Object.values(await this.served()).every((count) => count === ASKING), 10_000);

  readonly healthy = async () => JSON.stringify(await states(this.lab)) === JSON.stringify(HEALTHY);

  /** Clients that ask all the time; when they are stopped, how many exchanges the worst relationship lost. */
  readonly load = (): (() => Promise<number>) => {
    const clients = Object.values(LOAD_CLIENTS).map(({ host, interface: link }, index) => {
      const args = ["-4", "-r", String(RATE), "-R", String(CLIENTS), "-p", "150", "-l", link];
      return this.lab.startPerfdhcp(host, [...args, "-b", `mac=02:0${index + 1}:00:00:00:00`]);
    });
    return async () => {
      const reports = await Promise.all(clients.map((stop) => stop()));
      const lost = reports.map(({ first, second }) => first.drops + second.drops);
      return Math.max(...lost);
    };
  };

  /** What was sent to the hosts so far: what changes something. */
  readonly sent = () =>
    this.lab.keaHosts.map(
      (host) =>
        this.lab.keaLog(host).split(/Received command '(?:config-set|config-write|ha-scopes)'/).length,
    );

  /** Members that serve something, and what. */
  readonly serving = async (): Promise<string[]> => {
    const sides = await Promise.all(
      this.lab.keaHosts.map(async (host) => {
        const status = (await this.lab.command(host, "status-get")).arguments["high-availability"] as Side[];
        return status.map(({ "ha-servers": { local } }) => local);
      }),
    );
    return sides
      .flat()
      .filter(({ scopes }) => scopes.length > 0)
      .map((local) => `${local["server-name"]}: ${local.scopes.join()}`)
      .sort();
  };

  /** The next run does what is left: all is healthy, and everybody serves no more than what is theirs. */
  readonly finishes = async (source: string, primary = "server6"): Promise<void> => {
    expect(await this.deployment.rollout(source)).toMatchObject({ exitCode: 0, errors: [] });
    expect(await states(this.lab)).toEqual(HEALTHY);
    const own = ["server1", "server3", primary].map((name) => `${name}: ${name}`);
    expect(await this.serving()).toEqual(own);
  };

  /** The next run does what is left, and one more finds nothing to send. */
  readonly converges = async (source: string): Promise<void> => {
    await this.finishes(source);
    const before = this.sent();
    const [again, { exitCode, stdout }] = await Promise.all([
      this.deployment.rollout(source),
      this.deployment.keaHa("status", this.deployment.manifest(source)),
    ]);
    expect(again).toMatchObject({ exitCode: 0, errors: [] });
    expect(this.sent()).toEqual(before);
    expect([exitCode, stdout]).toEqual([0, stdout]);
  };

  /** Runs a shell script with the machine's programs on a host's files; `$etc` is its /etc/kea. */
  readonly onFiles = async (host: string, script: string): Promise<void> => {
    const init = /\d+/.exec(this.lab.host(host).path("/"))![0];
    const enter = ["nsenter", "--target", init, "--mount", "env", `etc=/run/lab/${host}/root/etc/kea`];
    await must(`${host}: its files`, [...enter, "sh", "-c", script]);
  };

  /** Whatever a test that failed left behind. */
  private readonly mend = async (): Promise<void> => {
    for (const host of this.lab.keaHosts) {
      await this.lab.thawKea(host);
      await this.lab.heal(host);
      await this.lab.host(host).must(["ip", "route", "flush", "type", "blackhole"]);
      await this.lab.startKea(host);
      await this.onFiles(host, "umount $etc 2>/dev/null; true");
    }
    await this.lab.host("admin").must(["ip", "route", "flush", "type", "blackhole"]);
    await eventually(this.healthy, 20_000);
  };

  /** No lease of before is lost, and no address is with two clients. */
  readonly leasesAreRight = async (): Promise<void> => {
    await eventually(() => this.missing().length === 0).catch(() => undefined);
    expect(this.missing()).toEqual([]);
    expect(this.lab.heldTwice()).toEqual([]);
  };

  /** A lease lifetime for Kea 3 alone. */
  readonly onKea3 = (lifetime: number): Edit => [
    'address: "172.28.0.220", interfaces: ["enp0s8", "enp0s3"]',
    `address: "172.28.0.220", interfaces: ["enp0s8", "enp0s3"], settings: { validLifetime: ${lifetime} }`,
  ];
  /** The change that is not there yet. */
  readonly other = async () => ((await lifetimes(this.lab)).kea3 === 3600 ? 3700 : 3600);

  /** Runs with pauses that end it, or break something. */
  readonly run = (source: string, ...pauses: Pause[]) => rolloutWithPauses(this.deployment, source, pauses);
  readonly running = async () => JSON.stringify(await lifetimes(this.lab));

  /** Five hosts that serve, with leases in every relationship. */
  async up(): Promise<void> {
    this.lab = await Lab.up({ kea: this.kea, topology: LOAD });
    this.deployment = new Deployment(this.lab);
    const { exitCode, said } = await this.deployment.rollout(this.app());
    if (exitCode !== 0) throw new Error(said);
    const count = this.load();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await count();
  }

  /** All is well before the next fault, and the leases of now are the ones to keep. */
  async ready(): Promise<void> {
    if (!(await this.healthy())) await this.mend();
    this.leases = Object.fromEntries(
      RELATIONSHIPS.map((relationship) => [
        relationship,
        this.held(MEMBERS[relationship].hosts[0]!, relationship),
      ]),
    );
  }

  async down(): Promise<void> {
    this.deployment?.remove();
    await this.lab?.down();
  }
}

/** A suite on a lab of its own. */
export function describeFaults(kea: KeaRelease, suite: (the: FaultLab) => void): void {
  jest.setTimeout(180_000);
  describeLab(
    `a rollout on Kea ${kea}`,
    () => {
      const the = new FaultLab(kea);
      beforeAll(() => the.up());
      beforeEach(() => the.ready());
      afterAll(() => the.down());
      suite(the);
    },
    kea,
  );
}
