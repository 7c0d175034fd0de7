/** The procedures of docs/leaving.md, as a user does them, while clients ask all the time. */
import { Family } from "../../kea/model/family";
import { type Deployed, type DeployOptions, Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { LOAD } from "../../lab/load/topology";
import { PROJECT } from "../support/article";
import { sitesApp, type SitesApp } from "../support/sites-app";
import { describeLab, eventually } from "./support";
import { announced, CLIENTS, type Clients, LITTLE, load, QUICK, RATE, sent } from "./under-load";

/** Two sites with one hub; Kea 3 is a machine that nobody uses yet. */
const BASE: SitesApp = {
  net28: { primary: "kea2", standby: "kea1" },
  net29: { primary: "kea4", standby: "kea1" },
};

describeLab("leaving:", () => {
  jest.setTimeout(240_000);
  let lab: Lab;
  let deployment: Deployment;
  let run = 0;

  beforeAll(async () => {
    lab = await Lab.up({ topology: LOAD });
  }, 60_000);
  beforeEach(async () => {
    if (run > 0) await lab.reset();
    deployment = new Deployment(lab, `${lab.name}-${++run}`);
    await deploy(BASE);
  });
  afterEach(() => deployment?.remove());
  afterAll(() => lab?.down());

  async function deploy(app: SitesApp, options: DeployOptions = {}): Promise<Deployed> {
    const deployed = await deployment.rollout(sitesApp(app, QUICK), options);
    if (deployed.exitCode !== 0) throw new Error(deployed.said);
    return deployed;
  }

  /** Rolls out while clients ask; nobody of these may lose more than was announced. */
  async function underLoad(app: SitesApp, clients: readonly Clients[], options: DeployOptions = {}) {
    deployment.manifest(sitesApp(app, QUICK));
    const stop = load(lab, ...clients);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const deployed = await deploy(app, options);
    const lost = await stop();
    for (const name of clients) {
      const ms = announced(deployed.report, name);
      console.log(`${expect.getState().currentTestName}: ${name}: announced ${ms} ms, lost ${lost[name]}`);
      expect(lost[name]).toBeLessThanOrEqual(LITTLE + (ms / 1000) * RATE);
    }
    expect(lab.heldTwice(lab.keaHosts)).toEqual([]);
    return deployed;
  }

  /** Everybody else is healthy, the next deploy sends nothing, and neither does the one without who left. */
  async function isOver(app: SitesApp, later: readonly string[] = ["net28"]): Promise<void> {
    // A rollout of its own does not know yet that start-up files are written.
    const write = later.length > 1 ? [] : (["config-write"] as const);
    const before = sent(lab, "config-set", "ha-scopes", ...write);
    const deploys = [[app, "net28"] as const, ...later.map((name) => [withoutLeavers(app), name] as const)];
    for (const [next, component] of deploys) {
      await deploy(next, { component });
      const manifest = deployment.manifest(sitesApp(next, QUICK), component);
      const { exitCode, stdout } = await deployment.keaHa("status", manifest);
      expect([exitCode, stdout]).toEqual([0, stdout]);
    }
    expect(sent(lab, "config-set", "ha-scopes", ...write)).toEqual(before);
  }

  /** The code of the deploy after. */
  function withoutLeavers({ net28, net29 }: SitesApp): SitesApp {
    return { net28, net29: net29 && { ...net29, former: undefined } };
  }

  /** A host that can be reached and answers nobody, now and when its Kea was started anew. */
  async function servesNobody(host: string): Promise<void> {
    for (const restart of [false, true]) {
      if (restart) await startsAnew(host);
      await isIdle(host);
      const before = await answers(host);
      const stop = load(lab, "net28");
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect((await stop()).net28).toBeLessThanOrEqual(LITTLE);
      expect(await answers(host)).toBe(before);
    }
  }

  async function startsAnew(host: string): Promise<void> {
    await lab.stopKea(host);
    await lab.startKea(host);
  }

  /** It is in no relationship, has no subnet, and listens to nobody. */
  async function isIdle(host: string): Promise<void> {
    expect((await lab.command(host, "status-get")).arguments["high-availability"]).toBeUndefined();
    const { Dhcp4 } = (await lab.command(host, "config-get")).arguments;
    expect([Dhcp4.subnet4, Dhcp4["interfaces-config"].interfaces]).toEqual([[], []]);
  }

  /** Packets that a server has sent to clients. */
  async function answers(host: string): Promise<number> {
    const name = "pkt4-sent";
    const statistics = (await lab.command(host, "statistic-get", { name })).arguments;
    return statistics[name][0][0] as number;
  }

  test("a machine is replaced by another one", async () => {
    const app: SitesApp = {
      ...BASE,
      net28: { primary: "kea3", standby: "kea1" },
      retired: { kea2: ["kea1", "kea3"] },
    };
    await underLoad(app, ["net28", "net29"]);
    await servesNobody("kea2");
    await isOver(app);
  });

  test("the hub is replaced by another machine", async () => {
    const app: SitesApp = {
      net28: { primary: "kea2", standby: "kea3" },
      net29: { primary: "kea4", standby: "kea3" },
      retired: { kea1: ["kea3"] },
    };
    await underLoad(app, ["net28", "net29"]);
    await servesNobody("kea1");
    await isOver(app);
  });

  /** A machine dies, and its partner takes over what it served. */
  async function dies(host: string, partner: string): Promise<void> {
    await lab.killKea(host);
    await eventually(
      async () => JSON.stringify(await lab.command(partner, "status-get")).includes("partner-down"),
      30_000,
    );
  }

  test("a dead machine is replaced by a fresh one of its name and address", async () => {
    await dies("kea2", "kea1");
    lab.daemon("kea2").reset(lab.kea, "unix", undefined);
    await lab.startKea("kea2");
    await underLoad(BASE, ["net28", "net29"]);
    await isOver(BASE);
  });

  test("a dead machine is replaced by another one", async () => {
    await dies("kea2", "kea1");
    const app: SitesApp = { ...BASE, net28: { primary: "kea3", standby: "kea1" } };
    const refused = await deployment.rollout(sitesApp(app, QUICK));
    expect(refused.exitCode).toBe(1);
    expect(refused.errors).toEqual([
      expect.stringMatching(/^kea1: its partner net28-kea2 .*--forget net28-kea2/),
    ]);
    await underLoad(app, ["net28", "net29"], { flags: ["--forget", "net28-kea2"] });
    await isOver(app);
  });

  test("a site goes", async () => {
    const app: SitesApp = { net28: BASE.net28, retired: { kea4: ["kea1"] } };
    await underLoad(app, ["net28"]);
    await servesNobody("kea4");
    await isOver(app);
  });

  test("a site moves to another hub, and its former one stays", async () => {
    const to: SitesApp = { ...BASE, net29: { primary: "kea4", standby: "kea3" } };
    const now = { ...to, net29: { ...to.net29!, former: "kea1" as const } };
    await underLoad(now, ["net28", "net29"]);
    await isOver(now, ["net28", "net29"]);
  });

  test("a site moves to another hub, and its former one leaves", async () => {
    await deploy({ ...BASE, net29: { primary: "kea4", standby: "kea3", former: "kea1" } });
    const app: SitesApp = { ...BASE, retired: { kea3: ["kea1", "kea4"] } };
    await underLoad(app, ["net28", "net29"]);
    await servesNobody("kea3");
    await isOver(app);
  });

  test("a subnet is renumbered", async () => {
    const old = (pools: string) => `{ id: 2, subnet: "172.29.0.0/24", pools: [${pools}] }`;
    const next = `{ id: 3, subnet: "172.30.0.0/24", pools: ["172.30.0.2-172.30.0.219"] }`;
    const having = (...subnets: readonly string[]): SitesApp => ({
      ...BASE,
      net29: {
        ...BASE.net29!,
        networks: `sharedNetworks: [{ name: "site", relay: ["10.29.0.1"], subnets: [${subnets.join()}] }]`,
      },
    });
    await underLoad(having(old(`"172.29.0.2-172.29.0.219"`), next), ["net29"]);
    await underLoad(having(old(""), next), ["net29"]);
    // Every client has asked since, and has an address of the new subnet instead.
    const held = lab.leases("kea4").filter(({ subnetId }) => subnetId === 3);
    expect(new Set(held.map(({ hwaddr }) => hwaddr)).size).toBe(CLIENTS);
    await underLoad(having(next), ["net29"]);
    await isOver(having(next));
  });

  describe("terraform destroy", () => {
    const MEMBERS = ["kea1", "kea2", "kea4"];
    const CHANGES = ["config-set", "config-write", "ha-scopes"] as const;

    test("leaves everybody as they are", async () => {
      expect(await deployment.terraform(sitesApp(BASE, QUICK))).toMatchObject({ exitCode: 0 });
      const before = sent(lab, ...CHANGES);
      expect(await deployment.destroy()).toMatchObject({ exitCode: 0 });
      expect(sent(lab, ...CHANGES)).toEqual(before);
    });

    test("with retireOnDestroy lets all of them serve nobody, and nothing else does", async () => {
      const app = { ...BASE, retireOnDestroy: true };
      const changed: SitesApp = { ...app, net28: { primary: "kea1", standby: "kea2" } };
      for (const next of [app, changed]) {
        const applied = await deployment.terraform(sitesApp(next, QUICK));
        expect(applied).toMatchObject({ exitCode: 0, errors: [] });
        expect(applied.report.relationships.every(({ healthy }) => healthy)).toBe(true);
      }
      const { exitCode, stdout, stderr } = await deployment.destroy();
      expect([exitCode, stderr]).toEqual([0, ""]);
      expect(stdout).toContain("dhcp/net28  done");
      for (const host of MEMBERS) {
        await isIdle(host);
        await startsAnew(host);
        await isIdle(host);
      }
    });

    test("with a server that does not answer fails, and those that are tied to it go on as they are", async () => {
      const source = sitesApp({ ...BASE, retireOnDestroy: true }, QUICK);
      expect(await deployment.terraform(source)).toMatchObject({ exitCode: 0 });
      await lab.killKea("kea4");
      const before = sent(lab, ...CHANGES);
      const { exitCode, stderr } = await deployment.destroy();
      expect(exitCode).toBe(1);
      expect(stderr).toContain("kea4-dhcp4");
      expect(sent(lab, ...CHANGES)).toEqual(before);
      await lab.startKea("kea4");
      await eventually(async () => (await deployment.status()).healthy, 30_000);
      expect(await deployment.destroy()).toMatchObject({ exitCode: 0 });
      for (const host of MEMBERS) await isIdle(host);
    });
  });
});

describeLab("leaving a relationship of the other family:", () => {
  jest.setTimeout(120_000);
  let lab: Lab;
  let deployment: Deployment;

  beforeAll(async () => {
    lab = await Lab.up({ families: [Family.V4, Family.V6] });
    deployment = new Deployment(lab);
  }, 60_000);
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  /** Kea 1 and Kea 2 for DHCPv4; Kea 2 and another for DHCPv6. */
  const app = (standby: "kea1" | "kea4", former = "") => `
    import { App } from "${PROJECT}/node_modules/cdktf";
    import { Family, KeaTopology, KeaVersion } from "${PROJECT}/constructs";
    import { KeaStack } from "${PROJECT}/stacks";
    const app = new App({ stackTraces: false });
    const dhcp = new KeaTopology(new KeaStack(app, "families"), "dhcp", {
      kea: KeaVersion.V3_0,
      ha: { ${QUICK} },
    });
    const add = (name: string, address: string) => dhcp.addHost(name, { address, interfaces: ["enp0s8"] });
    const [kea1, kea2] = [add("kea1", "172.28.0.253"), add("kea2", "172.28.0.254")];
    ${standby === "kea4" ? `const kea4 = add("kea4", "172.28.0.221");` : ""}
    dhcp.addRelationship("net28", {
      port: 8000, primary: { host: kea2 }, standby: { host: kea1 },
      subnets: [{ id: 1, subnet: "172.28.0.0/24", pools: ["172.28.0.2-172.28.0.219"], interface: "enp0s8" }],
    });
    dhcp.addRelationship("net28v6", {
      family: Family.V6, port: 8006, primary: { host: kea2 }, standby: { host: ${standby} }, formerMembers: [${former}],
      subnets: [{ id: 1, subnet: "2001:db8:28::/64", pools: ["2001:db8:28::1:0/112"], interface: "enp0s8" }],
    });
    app.synth();`;

  test("a host is refused as long as it would go on serving there, then serves nobody, and DHCPv4 as before", async () => {
    expect(await deployment.rollout(app("kea1"))).toMatchObject({ exitCode: 0, errors: [] });
    const lease = await lab.dhcpClient("client", "enp0s8", Family.V6);
    expect(lab.leases("kea1", Family.V6).map(({ address }) => address)).toEqual([lease?.address]);

    const refused = await deployment.rollout(app("kea4"));
    expect(refused.exitCode).toBe(1);
    expect(refused.errors).toEqual([
      expect.stringMatching(/^kea2: its partner .* is the DHCPv6 server of kea1, .* formerMembers/),
    ]);

    const before = sent(lab, "config-set");
    const moved = await deployment.rollout(app("kea4", "kea1"));
    expect(moved).toMatchObject({ exitCode: 0, errors: [] });
    expect(moved.report.servers.flatMap(({ server, touched }) => (touched ? [server] : []))).toEqual([
      ...["kea1-dhcp6", "kea2-dhcp6", "kea4-dhcp6"],
    ]);
    expect(sent(lab, "config-set")).toEqual(before);
    const { Dhcp6 } = (await lab.command("kea1", "config-get", undefined, Family.V6)).arguments;
    expect([Dhcp6.subnet6, Dhcp6["interfaces-config"].interfaces]).toEqual([[], []]);
    // The client's address is known to the new partner, and renewed.
    expect(lab.leases("kea4", Family.V6).map(({ address }) => address)).toEqual([lease?.address]);

    const after = await deployment.rollout(app("kea4"));
    expect(after).toMatchObject({ exitCode: 0, errors: [] });
    expect(after.report.servers.filter(({ touched }) => touched)).toEqual([]);
    expect((await deployment.status()).healthy).toBe(true);
  });
});
