/**
 * Clients of many sites in one process, which perfdhcp, awake all the time, cannot be: each site's relay passes
 * what its clients send to both members, as relays do. Run as a program in a lab's host:
 * `node --import tsx lab/load/relayed.ts JSON` with a {@link RelayedLoad}; it prints what each site lost as JSON
 * when the file `stop` is there.
 */
import { createSocket, type Socket } from "node:dgram";
import { existsSync } from "node:fs";

export interface RelayedSite {
  readonly name: string;
  /** Address of the relay, which this host has. */
  readonly relay: string;
  /** Whom the relay passes messages to. */
  readonly servers: readonly string[];
}

export interface RelayedLoad {
  readonly sites: readonly RelayedSite[];
  /** Exchanges that begin in a second at each site: a client asks, takes what it is offered, and is done. */
  readonly rate: number;
  /** Distinct clients of a site, which ask in turn. */
  readonly clients: number;
  /** Path of a file that is there when it is enough. */
  readonly stop: string;
}

/** What the clients of a site saw. */
export interface SiteLoad {
  readonly exchanges: number;
  /** Exchanges that were not over in two seconds; no client asks again. */
  readonly lost: number;
  /** Addresses that were given to two clients while the first one had them. */
  readonly twice: readonly string[];
}

/** Milliseconds after which an exchange is lost. */
const PATIENCE_MS = 2_000;
const [DISCOVER, OFFER, REQUEST, ACK] = [1, 2, 3, 5] as const;
const COOKIE = 0x63825363;

interface Exchange {
  readonly mac: Buffer;
  readonly began: number;
  requested: boolean;
}

/** A client's message, as its relay passes it on. */
function message(type: number, xid: number, mac: Buffer, relay: string, options: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(240);
  head.set([1, 1, 6, 1]);
  head.writeUInt32BE(xid, 4);
  Buffer.from(relay.split(".").map(Number)).copy(head, 24);
  mac.copy(head, 28);
  head.writeUInt32BE(COOKIE, 236);
  return Buffer.concat([head, Buffer.from([53, 1, type]), ...options, Buffer.from([255])]);
}

/** An option of a message. */
function optionOf(packet: Buffer, code: number): Buffer | undefined {
  for (
    let at = 240;
    at < packet.length && packet[at] !== 255;
    at += packet[at] === 0 ? 1 : packet[at + 1]! + 2
  )
    if (packet[at] === code) return packet.subarray(at + 2, at + 2 + packet[at + 1]!);
  return undefined;
}

class SiteClients {
  private readonly open = new Map<number, Exchange>();
  private readonly holders = new Map<string, string>();
  private readonly twice = new Set<string>();
  private exchanges = 0;
  private lost = 0;
  private readonly socket: Socket;

  constructor(
    private readonly site: RelayedSite,
    private readonly number: number,
    private readonly clients: number,
  ) {
    this.socket = createSocket({ type: "udp4" });
    // A server's host that is off the network is no failure of ours.
    this.socket.on("error", () => undefined);
    this.socket.on("message", (packet) => this.hear(packet));
  }

  bind(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once("error", reject);
      this.socket.bind(67, this.site.relay, () => {
        this.socket.off("error", reject);
        resolve();
      });
    });
  }

  begin(): void {
    const client = this.exchanges % this.clients;
    const mac = Buffer.from([2, 0xd0, this.number >> 8, this.number & 255, client >> 8, client & 255]);
    const xid = ((this.number << 20) | (this.exchanges++ & 0xfffff)) >>> 0;
    this.open.set(xid, { mac, began: Date.now(), requested: false });
    this.send(message(DISCOVER, xid, mac, this.site.relay, []));
  }

  /** Gives up what takes too long. */
  giveUp(): void {
    const late = Date.now() - PATIENCE_MS;
    for (const [xid, { began }] of this.open) {
      if (began > late) break;
      this.open.delete(xid);
      this.lost += 1;
    }
  }

  end(): SiteLoad {
    this.socket.close();
    const { exchanges, lost, twice, open } = this;
    return { exchanges: exchanges - open.size, lost, twice: [...twice] };
  }

  private hear(packet: Buffer): void {
    const xid = packet.length > 240 ? packet.readUInt32BE(4) : 0;
    const exchange = this.open.get(xid);
    const type = optionOf(packet, 53)?.[0];
    if (exchange === undefined) return;
    const address = packet.subarray(16, 20);
    if (type === OFFER && !exchange.requested) {
      exchange.requested = true;
      const server = optionOf(packet, 54)!;
      const taken = [Buffer.from([50, 4]), address, Buffer.from([54, 4]), server];
      this.send(message(REQUEST, xid, exchange.mac, this.site.relay, taken));
    }
    if (type === ACK) {
      this.open.delete(xid);
      const [key, client] = [address.join("."), exchange.mac.toString("hex")];
      if ((this.holders.get(key) ?? client) !== client) this.twice.add(key);
      this.holders.set(key, client);
    }
  }

  private send(packet: Buffer): void {
    for (const server of this.site.servers) this.socket.send(packet, 67, server);
  }
}

async function main({ sites, rate, clients, stop }: RelayedLoad): Promise<void> {
  const all = sites.map((site, index) => new SiteClients(site, index, clients));
  await Promise.all(all.map((one) => one.bind()));
  const began = Date.now();
  let begun = 0;
  while (!existsSync(stop)) {
    // What is behind is caught up with, so that the rate is right on a busy machine.
    const due = ((Date.now() - began) / 1000) * rate * all.length;
    for (; begun < due; begun += 1) all[begun % all.length]!.begin();
    for (const one of all) one.giveUp();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS + 100));
  for (const one of all) one.giveUp();
  console.log(JSON.stringify(Object.fromEntries(all.map((one, index) => [sites[index]!.name, one.end()]))));
  process.exit();
}

if (require.main === module) {
  main(JSON.parse(process.argv[2]!) as RelayedLoad).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
