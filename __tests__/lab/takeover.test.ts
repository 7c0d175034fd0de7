/** A server that somebody else set up and that serves by itself is taken over while clients ask all the time. */
import { Lab } from "../../lab/lab";
import { LOAD } from "../../lab/load/topology";
import { Deployment } from "../../lab/terraform/deployment";
import { FIRST_PAIR, pairApp } from "../support/pair-app";
import { describeLab } from "./support";
import { announced, CLIENTS, LITTLE, load, QUICK, RATE, sent } from "./under-load";

const APP = pairApp(FIRST_PAIR, QUICK);

/** What Kea 2 of the article runs: a subnet that is declared, and another one that nobody declares. */
const alone = (id: number, leases: string) => ({
  Dhcp4: {
    "control-sockets": [{ "socket-type": "unix", "socket-name": "/run/kea/kea4-ctrl-socket" }],
    "interfaces-config": { interfaces: ["enp0s8"] },
    "lease-database": { type: "memfile", name: `/var/lib/kea/${leases}` },
    subnet4: [
      { id, subnet: "172.28.0.0/24", pools: [{ pool: "172.28.0.2 - 172.28.0.219" }], interface: "enp0s8" },
      { id: 9, subnet: "10.9.0.0/24", pools: [{ pool: "10.9.0.2 - 10.9.0.99" }] },
    ],
  },
});

describeLab("a server that serves without HA", () => {
  jest.setTimeout(180_000);
  let lab: Lab;
  let deployment: Deployment;
  let run = 0;

  beforeAll(async () => {
    lab = await Lab.up({ topology: LOAD });
  }, 60_000);
  beforeEach(async () => {
    if (run > 0) await lab.reset();
    deployment = new Deployment(lab, `${lab.name}-${++run}`);
  });
  afterEach(() => deployment?.remove());
  afterAll(() => lab?.down());

  /** Kea 2 serves clients by itself. */
  async function servesAlone(id: number, leases: string): Promise<void> {
    for (const [command, args] of [["config-set", alone(id, leases)], ["config-write"]] as const)
      expect(await lab.command("kea2", command, args)).toMatchObject({ result: 0 });
    // One that does not ask again: only whoever keeps its lease knows of it.
    expect(await lab.dhcpClient("client", "enp0s8")).toBeDefined();
    await clientsAsk(4_000);
  }

  async function clientsAsk(ms: number): Promise<number> {
    const stop = load(lab, "net28");
    await new Promise((resolve) => setTimeout(resolve, ms));
    return (await stop()).net28!;
  }

  /** Who has which address, in a lease file of a host. */
  const held = (host: string, file?: string) =>
    new Map(
      lab
        .daemon(host)
        .leases(file)
        .map(({ address, hwaddr }) => [hwaddr, address]),
    );

  /** Takes it over under load. */
  async function takesOver() {
    const stop = load(lab, "net28");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const { exitCode, said, report } = await deployment.rollout(APP, { flags: ["--allow-interruption"] });
    const { net28: lost } = await stop();
    if (exitCode !== 0) throw new Error(said);
    const ms = announced(report, "net28");
    console.log(`${expect.getState().currentTestName}: announced ${ms} ms, lost ${lost}`);
    expect(lost).toBeLessThanOrEqual(LITTLE + (ms / 1000) * RATE);
    expect(await deployment.status()).toMatchObject({ healthy: true });
    return said;
  }

  test("is shown whole, and is left as it is as long as its interruption is not allowed", async () => {
    await servesAlone(7, "alone.csv");
    const before = sent(lab, "config-set", "config-write", "ha-scopes");
    const { exitCode, errors } = await deployment.rollout(APP);
    expect([exitCode, errors]).toEqual([
      1,
      [
        "kea2-dhcp4: It serves 172.28.0.0/24 (id 7) and 10.9.0.0/24 (id 9) now, without a partner. 10.9.0.0/24 (id 9) is declared nowhere here: nobody serves it afterwards. The leases of 172.28.0.0/24 are lost, since its id changes from 7 to 1. Declare it with id 7 to keep them. Nobody serves what is left of it for about 1.5 s. To take it over like that, allow it (--allow-interruption).",
      ],
    ]);
    expect(sent(lab, "config-set", "config-write", "ha-scopes")).toEqual(before);
    expect(await clientsAsk(2_000)).toBeLessThanOrEqual(LITTLE);
  });

  test("keeps every lease, though it is to keep them in another file", async () => {
    await servesAlone(1, "alone.csv");
    const before = held("kea2", "alone.csv");
    expect(before.size).toBe(CLIENTS + 1);
    expect(await takesOver()).toMatch(/kea2-dhcp4 +Its leases are carried over by its partner/);
    for (const host of ["kea1", "kea2"]) expect(held(host)).toEqual(before);
    expect(lab.heldTwice(["kea1", "kea2"])).toEqual([]);

    // Both members at once, and another file again.
    const other = pairApp({ ...FIRST_PAIR, port: 8010 }, QUICK).replace(
      "settings: {",
      'settings: { leaseDatabase: { name: "/var/lib/kea/other.csv" },',
    );
    const { exitCode, said } = await deployment.rollout(other, { flags: [] });
    if (exitCode !== 0) throw new Error(said);
    for (const host of ["kea1", "kea2"]) expect(held(host, "other.csv")).toEqual(before);
  });

  test("is announced to lose the leases of a subnet that gets another id, and serves it anew", async () => {
    await servesAlone(7, "kea-leases4.csv");
    expect(await takesOver()).toMatch(/The leases of 172\.28\.0\.0\/24 are lost, since its id changes/);
    expect(await clientsAsk(3_000)).toBeLessThanOrEqual(LITTLE);
  });
});
