/** Servers that do not answer, on the real thing: the rollout does what does not need them, and says what waits. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Deployed, Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import type { Edit } from "../support/article";
import { article, states } from "./deploy";
import { describeLab, eventually } from "./support";

jest.setTimeout(120_000);

/** The pools of each relationship end here. */
const pools = (last: Partial<Record<28 | 29 | 30, number>>): Edit[] =>
  Object.entries({ 28: 219, 29: 200, 30: 254, ...last }).flatMap(([net, end]): Edit[] => {
    const first = {
      28: "172.28.0.2-172.28.0.219",
      29: "172.29.0.2-172.29.0.254",
      30: "172.30.0.2-172.30.0.254",
    }[net]!;
    return [[first, first.replace(/\d+$/, String(end))]];
  });

describeLab("servers that do not answer", () => {
  let lab: Lab;
  let deployment: Deployment;
  const app = (last: Parameters<typeof pools>[0] = {}) => article(...pools(last));
  const touched = ({ report }: Deployed) =>
    report.servers.filter((one) => one.touched).map(({ server }) => server.replace("-dhcp4", ""));
  /** Where the pool of a subnet ends on each host. */
  const ends = async (id: number) => {
    const found = lab.keaHosts.map(async (host): Promise<[string, number] | undefined> => {
      if (!lab.daemon(host).isRunning()) return undefined;
      const { subnet4 } = (await lab.command(host, "config-get")).arguments.Dhcp4;
      const subnet = (subnet4 as { id: number; pools: { pool: string }[] }[]).find((one) => one.id === id);
      return subnet && [host, Number(/\d+$/.exec(subnet.pools[0]!.pool)![0])];
    });
    return Object.fromEntries((await Promise.all(found)).flatMap((one) => (one ? [one] : [])));
  };
  const isAlone = (host: string, member: string) => async () =>
    (await states(lab))[host]!.includes(`${member} partner-down`);
  const healthy = async () => (await deployment.status()).healthy;
  const allowed = { flags: ["--allow-interruption"] };

  beforeAll(async () => {
    lab = await Lab.up();
    deployment = new Deployment(lab);
    const { exitCode, said } = await deployment.rollout(app());
    if (exitCode !== 0) throw new Error(said);
  });
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  test("a spoke's Kea is dead, and nothing needs it: another site changes, and it is done", async () => {
    await lab.killKea("kea4");
    await eventually(isAlone("kea3", "server5"));
    const ended = await deployment.rollout(app({ 28: 200 }));
    expect([ended.exitCode, ended.errors, touched(ended)]).toEqual([0, [], ["kea1", "kea2", "backup"]]);
    expect(ended.said).toMatch(/kea4-dhcp4 +does not answer, and nothing of it changes: kea4: 172/);
    expect(await ends(1)).toEqual({ kea1: 200, kea2: 200, backup: 200 });
  });

  test("the way back does not need it either", async () => {
    const { exitCode, stdout } = await deployment.keaHa("restore", deployment.manifest(app({ 28: 200 })));
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/ done\n$/)]);
    expect(await ends(1)).toEqual({ kea1: 219, kea2: 219, backup: 219 });
  });

  test("its partner is to be set, and serves its clients: that is refused, and says what it costs", async () => {
    const ended = await deployment.rollout(app({ 30: 240 }));
    expect([ended.exitCode, touched(ended)]).toEqual([1, []]);
    expect(ended.errors).toEqual([
      expect.stringMatching(
        /^kea3-dhcp4: while it is set, nobody can serve net30 for about [\d.]+ s: kea4-dhcp4 does not answer\. Bring it back first, or allow it/,
      ),
      expect.stringMatching(/^kea4: 172\.28\.0\.221 was reached/),
    ]);
  });

  test("allowed, it is done but for the dead one, with a code of its own", async () => {
    const sent = Date.now();
    const ended = await deployment.rollout(app({ 30: 240 }), allowed);
    expect([ended.exitCode, touched(ended)]).toEqual([5, ["kea3", "backup"]]);
    expect(ended.errors).toEqual([expect.stringMatching(/^kea4-dhcp4 is pending: kea4: 172/)]);
    expect(ended.said).toMatch(/done, but for 1 server: kea4-dhcp4 is pending/);
    expect(await ends(3)).toEqual({ kea3: 240, backup: 240 });
    expect((await states(lab)).kea3).toBe("server3 hot-standby, server5 partner-down");
    expect(Date.now() - sent).toBeLessThan(30_000);
  });

  test("once more while it is dead changes nothing, and has the same code", async () => {
    const ended = await deployment.rollout(app({ 30: 240 }));
    expect([ended.exitCode, touched(ended)]).toEqual([5, []]);
  });

  test("it is back: the next run finishes it, without any interruption", async () => {
    await lab.startKea("kea4");
    const ended = await deployment.rollout(app({ 30: 240 }));
    expect([ended.exitCode, ended.errors]).toEqual([0, []]);
    expect(touched(ended)).toEqual(expect.arrayContaining(["kea3", "kea4"]));
    expect(await ends(3)).toEqual({ kea3: 240, kea4: 240, backup: 240 });
    await eventually(healthy);
  });

  test("a spoke is cut off: another site changes, and the spoke is left alone", async () => {
    await lab.cut("kea4");
    await eventually(isAlone("kea3", "server5"), 30_000);
    const ended = await deployment.rollout(app({ 28: 201, 30: 240 }));
    expect([ended.exitCode, ended.errors, touched(ended)]).toEqual([0, [], ["kea1", "kea2", "backup"]]);
    await lab.heal("kea4");
    await eventually(healthy, 30_000);
  });

  test("a host that is left out by hand is pending, and the rollout is done", async () => {
    const ended = await deployment.rollout(app({ 28: 201, 30: 241 }), { flags: ["--without", "kea4"] });
    expect([ended.exitCode, ended.errors, touched(ended)]).toEqual([0, [], ["kea3", "backup"]]);
    expect(ended.said).toMatch(/done, but for 1 server: kea4-dhcp4 is pending/);
    const next = await deployment.rollout(app({ 28: 201, 30: 241 }));
    expect([next.exitCode, touched(next)]).toEqual([0, ["kea4"]]);
  });

  test("the backup is dead: the others change, and it follows when it is back", async () => {
    await lab.killKea("backup");
    const ended = await deployment.rollout(app({ 28: 202, 30: 241 }));
    expect([ended.exitCode, touched(ended)]).toEqual([5, ["kea1", "kea2"]]);
    await lab.startKea("backup");
    const next = await deployment.rollout(app({ 28: 202, 30: 241 }));
    expect([next.exitCode, touched(next)]).toEqual([0, ["backup"]]);
  });

  test("the hub is dead: only what needs it waits", async () => {
    await lab.killKea("kea1");
    await eventually(
      async () => (await isAlone("kea2", "server1")()) && (await isAlone("kea3", "server3")()),
    );
    const ended = await deployment.rollout(app({ 28: 203, 30: 242 }), allowed);
    expect([ended.exitCode, touched(ended)]).toEqual([5, ["kea2", "kea3", "kea4", "backup"]]);
    expect(await ends(1)).toEqual({ kea2: 203, backup: 203 });
    expect(await ends(3)).toEqual({ kea3: 242, kea4: 242, backup: 242 });
    await lab.startKea("kea1");
    const next = await deployment.rollout(app({ 28: 203, 30: 242 }));
    expect([next.exitCode, next.errors]).toEqual([0, []]);
    expect(await ends(1)).toEqual({ kea1: 203, kea2: 203, backup: 203 });
    await eventually(healthy);
  });

  test("through Terraform: with one that may be pending the apply ends well, and the next one finds it", async () => {
    const policy: Edit = ["settings: {", "mayBePending: 1, allowInterruption: true,\n  settings: {"];
    const source = article(...pools({ 28: 203, 30: 243 }), policy);
    await lab.killKea("kea4");
    await eventually(isAlone("kea3", "server5"));
    const ended = await deployment.terraform(source);
    expect([ended.exitCode, ended.errors, ended.report.outcome]).toEqual([0, [], "DONE"]);
    expect(ended.report.pending.map(({ server }) => server)).toEqual(["kea4-dhcp4"]);
    expect(ended.said).toMatch(/done, but for 1 server: kea4-dhcp4 is pending/);
    expect(await ends(3)).toEqual({ kea3: 243, backup: 243 });

    await lab.startKea("kea4");
    // Nothing that is declared has changed.
    const next = await deployment.terraform(source);
    expect([next.exitCode, next.errors, next.report.pending]).toEqual([0, [], []]);
    expect(await ends(3)).toEqual({ kea3: 243, kea4: 243, backup: 243 });
    await eventually(healthy);
    expect((await deployment.terraform(source)).said).toMatch(/No changes/);
  });

  test("members that do not hear each other: allowed, each is away from its side as long as was announced", async () => {
    await lab.sever("kea3", "kea4");
    await eventually(
      async () => (await isAlone("kea3", "server5")()) && (await isAlone("kea4", "server6")()),
      20_000,
    );
    const ended = await deployment.rollout(article(...pools({ 28: 203, 30: 244 })), {
      flags: ["--allow-unhealthy"],
    });
    expect([ended.exitCode, ended.errors]).toEqual([0, []]);
    const { plan, steps } = ended.report;
    const sets = plan.flat().flatMap((stage) => stage.steps.flatMap((s) => (s.kind === "set" ? [s] : [])));
    const { interruption } = sets.find(({ server }) => server === "kea4-dhcp4")!;
    expect(interruption).toMatchObject({
      why: "its partner serves meanwhile, but only clients that reach it",
      relationships: ["net30"],
    });
    const { ms } = steps.find(({ step, on }) => step === "settle" && on === "kea4-dhcp4")!;
    expect(ms).toBeGreaterThan(2_000);
    expect(ms).toBeLessThanOrEqual(interruption.ms + 1_500);
    await lab.rejoin("kea3", "kea4");
    await eventually(healthy, 30_000);
  });

  test("what waits is on record, for Terraform and for nobody else", () => {
    const files = join(deployment.stack, "kea/dhcp");
    const [pending] = readdirSync(files).filter((file) => file.endsWith(".pending.json"));
    expect(JSON.parse(readFileSync(join(files, pending!), "utf8"))).toEqual({
      since: expect.stringMatching(/^20/),
      servers: [],
    });
    const [known] = readdirSync(files).filter((file) => file.endsWith(".known.json"));
    expect(statSync(join(files, known!)).mode & 0o777).toBe(0o600);
  });
});
