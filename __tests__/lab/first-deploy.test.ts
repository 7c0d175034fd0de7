/** Four sites that get their first configuration, and one of them refuses: the others are served. */
import { Lab } from "../../lab/lab";
import { loadSites } from "../../lab/load/sites";
import { sitesLab, sitesOf } from "../../lab/network/sites";
import { type Deployed, Deployment } from "../../lab/terraform/deployment";
import { type HubApp, hubApp } from "../support/hub-app";
import { article, rolloutWithPauses, states } from "./deploy";
import { describeLab, eventually } from "./support";
import { sent } from "./under-load";

jest.setTimeout(180_000);

const SITES = sitesOf(4);
const TIMERS = "heartbeatDelay: 1000, maxResponseDelay: 4000, maxUnackedClients: 0, syncTimeout: 5000";
const SQUATTER = ["--pidfile", "/run/lab/squatter.pid", "--exec", "/usr/bin/socat"];

describeLab("a hub and four sites,", () => {
  let lab: Lab;
  let deployment: Deployment;
  let app: HubApp;

  const apply = () => deployment.terraform(hubApp(app));
  const rollout = (to: Partial<HubApp>) => deployment.rollout(hubApp((app = { ...app, ...to })));
  const runs = ({ report }: Deployed) =>
    Object.fromEntries(report.servers.map(({ server, runs: what }) => [server.replace("-dhcp4", ""), what]));
  const all = (what: string, besides: Record<string, string> = {}) => ({
    ...Object.fromEntries(lab.keaHosts.map((host) => [host, what])),
    ...besides,
  });
  /** Whether a host would begin with HA if its Kea were started anew. */
  const isWritten = (host: string) =>
    lab.host(host).read("/etc/kea/kea-dhcp4.conf").includes("high-availability");
  /** Whether clients of these sites are served, without exception. */
  const served = async (...names: string[]) => {
    const stop = loadSites(lab, SITES, 5);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const loads = await stop();
    return names.filter((name) => loads[name]!.lost > 1 || loads[name]!.twice.length > 0).length === 0;
  };
  const healthy = async () => (await deployment.status()).healthy;

  /** Something else has the port of a site's relationship: Kea notices when it has taken the configuration. */
  async function withTakenPort(site: string, act: () => Promise<void>): Promise<void> {
    const start = ["start-stop-daemon", "--start", "--background", "--make-pidfile", ...SQUATTER];
    await lab.host(site).must([...start, "--", "TCP-LISTEN:8000,fork,reuseaddr", "/dev/null"]);
    await act().finally(() => lab.host(site).must(["start-stop-daemon", "--stop", ...SQUATTER]));
  }

  beforeAll(async () => {
    lab = await Lab.up({ topology: sitesLab(SITES.length) });
  }, 60_000);
  afterAll(() => lab?.down());

  describe.each([
    ["which stands by for all", { hubIsPrimary: false }, "site2"],
    ["which is everybody's primary, and waits for its first site first", { hubIsPrimary: true }, "site1"],
  ])("%s,", (_, roles, refused) => {
    const others = SITES.map(({ name }) => name).filter((name) => name !== refused);

    beforeAll(async () => {
      await lab.reset();
      deployment = new Deployment(lab, `${lab.name}-${refused}`);
      app = { sites: SITES.length, pool: 220, timers: TIMERS, ...roles };
    }, 60_000);
    afterAll(() => deployment?.remove());

    test("deployed for the first time, and one site's port is taken: that one is as before, all others are served", async () => {
      await withTakenPort(refused, async () => {
        const ended = await apply();
        expect(ended.errors).toEqual([
          expect.stringMatching(
            new RegExp(
              `^${refused}: Kea refuses the configuration \\(config-set\\): .*Address already in use`,
            ),
          ),
        ]);
        expect(ended.said.replace(/\s+/g, " ")).toContain("exit status 3.");
        expect(runs(ended)).toEqual(all("declared", { [refused]: "previous" }));
        expect(await served(...others)).toBe(true);
      });
      const now = await states(lab);
      expect(now[refused]).toBe("");
      expect(others.map((name) => now[name])).toEqual(others.map((name) => `${name}.${name} hot-standby`));
      expect(lab.keaHosts.filter((host) => !isWritten(host))).toEqual([refused]);
    });

    test("mended, the next apply sets that site and no other, and one more nothing", async () => {
      const before = sent(lab, "config-set");
      expect(await apply()).toMatchObject({ exitCode: 0, errors: [] });
      const after = sent(lab, "config-set");
      expect(lab.keaHosts.filter((host) => after[host] !== before[host])).toEqual([refused]);
      await eventually(healthy);
      expect(await served(...SITES.map(({ name }) => name))).toBe(true);
      const quiet = sent(lab, "config-set", "config-write", "ha-scopes");
      expect(await apply()).toMatchObject({ exitCode: 0, errors: [] });
      expect(sent(lab, "config-set", "config-write", "ha-scopes")).toEqual(quiet);
    });
  });

  describe("one after another,", () => {
    const POLICY = "width: 1, canary: true";
    const startUpFile = (owner: string) =>
      lab.host("site1").must(["chown", `${owner}:${owner}`, "/etc/kea/kea-dhcp4.conf"]);
    /** The site that goes first cannot write its start-up file. */
    const refusing = (to: Partial<HubApp>) =>
      startUpFile("root").then(() => rollout(to).finally(() => startUpFile("_kea")));

    afterEach(() => eventually(healthy));
    afterAll(() => deployment?.remove());

    test.each([true, false])(
      "sites get what is theirs although the hub has taken them for lost; the hub is the primary: %s",
      async (hubIsPrimary) => {
        await lab.reset();
        deployment?.remove();
        deployment = new Deployment(lab, `${lab.name}-policy-${hubIsPrimary}`);
        app = { sites: SITES.length, pool: 220, timers: TIMERS, hubIsPrimary };
        const ended = await rollout({ props: POLICY });
        expect([ended.exitCode, ended.errors]).toEqual([0, []]);
        expect(runs(ended)).toEqual(all("declared"));
      },
    );

    test("interrupted between two waves: what is done stays, nobody is lost, and the next run goes on", async () => {
      app = { ...app, pool: 221, props: POLICY };
      const count = loadSites(lab, SITES, 5);
      const interrupt = {
        line: "site2-dhcp4 +written to its start-up file",
        then: () => Promise.resolve("SIGTERM"),
      };
      const ended = await rolloutWithPauses(deployment, hubApp(app), [interrupt]);
      // It may be noticed when the next one has begun, and has changed nothing yet.
      expect([ended.exitCode, ended.errors.at(-1)]).toEqual([
        3,
        expect.stringMatching(/^Interrupted after wave [45] of 6\. Roll out again to go on from there\./),
      ]);
      expect(runs(ended)).toEqual(all("declared", { site3: "previous", site4: "previous" }));
      expect(await healthy()).toBe(true);
      const before = sent(lab, "config-set");
      expect(await rollout({})).toMatchObject({ exitCode: 0, errors: [] });
      const after = sent(lab, "config-set");
      expect(lab.keaHosts.filter((host) => after[host] !== before[host])).toEqual(["site3", "site4"]);
      const lost = Object.values(await count()).map((site) => site.lost);
      expect(Math.max(...lost)).toBeLessThanOrEqual(2);
    });

    test("the first site fails: no other is begun", async () => {
      const ended = await refusing({ pool: 219, props: POLICY });
      expect([ended.exitCode, ended.errors]).toEqual([
        3,
        [expect.stringMatching(/^site1: Kea cannot write its start-up file/)],
      ]);
      const unset = Object.fromEntries(SITES.map(({ name }) => [name, "previous"]));
      expect(runs(ended)).toMatchObject({ hub: "declared", vault: "declared", ...unset });
    });

    test("half of them may fail: the others go on, and the next run does the first", async () => {
      const ended = await refusing({ pool: 219, props: `${POLICY}, mayFail: 0.5` });
      expect([ended.exitCode, ended.errors]).toEqual([
        3,
        [expect.stringMatching(/^site1: Kea cannot write its start-up file/)],
      ]);
      expect(runs(ended)).toEqual(all("declared", { site1: "previous" }));
      // One after another: each site's file is written before the next site is set.
      const order = ended.report.steps.flatMap(({ step, on }) =>
        (step === "set" || step === "persist") && /^site[2-4]/.test(on) ? [`${step} ${on}`] : [],
      );
      expect(order).toEqual(
        ["site2", "site3", "site4"].flatMap((name) => [`set ${name}-dhcp4`, `persist ${name}-dhcp4`]),
      );
      expect(await rollout({})).toMatchObject({ exitCode: 0, errors: [] });
    });
  });
});

describeLab(
  "the article's two hubs, which do not reach each other when they are deployed for the first time,",
  () => {
    let lab: Lab;
    let deployment: Deployment;
    beforeAll(async () => {
      lab = await Lab.up();
      deployment = new Deployment(lab);
      await lab.sever("kea1", "kea3");
    }, 60_000);
    afterAll(async () => {
      deployment?.remove();
      await lab?.down();
    });

    test("cost the sites nothing: it is said, and nothing goes back", async () => {
      const ended = await deployment.rollout(article());
      expect([ended.exitCode, ended.errors]).toEqual([
        4,
        [expect.stringMatching(/^net29 does not get healthy: .* mend the network between them\.$/)],
      ]);
      expect(ended.report.servers.map(({ runs }) => runs)).toEqual(Array(5).fill("declared"));
      expect(await states(lab)).toMatchObject({
        kea1: "server2 hot-standby, server4 partner-down",
        kea2: "server1 hot-standby",
        kea3: "server3 partner-down, server5 hot-standby",
        kea4: "server6 hot-standby",
      });
      await lab.rejoin("kea1", "kea3");
      await eventually(async () => (await deployment.status()).healthy, 20_000);
      expect(await deployment.rollout(article())).toMatchObject({ exitCode: 0, errors: [] });
    });
  },
);
