/** Thirty sites and what happens to some of them: nobody else's clients notice, and the next run finishes. */
import { haServers } from "../../kea/shown/health";
import { type Json, list, map } from "../../kea/json";
import { Lab } from "../../lab/lab";
import type { SiteLoad } from "../../lab/load/relayed";
import { loadSites } from "../../lab/load/sites";
import { sitesLab, sitesOf } from "../../lab/network/sites";
import { type Deployed, Deployment } from "../../lab/terraform/deployment";
import { Outcome } from "../../rollout/outcome";
import { type HubApp, hubApp } from "../support/hub-app";
import { type Pause, rolloutWithPauses } from "./deploy";
import { describeLab, eventually } from "./support";
import { sent } from "./under-load";

jest.setTimeout(300_000);

const SITES = sitesOf(30);
/** Exchanges a second of each site. */
const RATE = 2;
/**
 * Exchanges that a site that no fault hits may lose each time that it or its hub is set: who fetches leases switches
 * its partner off for some 15 ms, and those of a wave fetch from the hub while it serves for all of them.
 */
const LITTLE = 2;
const MAX_RESPONSE_MS = 8_000;
const TIMERS = `heartbeatDelay: 2000, maxResponseDelay: ${MAX_RESPONSE_MS}, maxUnackedClients: 0, syncTimeout: 5000`;

describeLab("with thirty sites on Kea 3.0.4,", () => {
  let lab: Lab;
  let deployment: Deployment;
  let app: HubApp = { sites: SITES.length, pool: 220, timers: TIMERS };

  const deploy = (...flags: string[]) => deployment.rollout(hubApp(app), { flags, timeout: 280_000 });
  /** Changes something, with what happens on the way. */
  const change = (to: Partial<HubApp>, ...pauses: Pause[]): Promise<Deployed> => {
    app = { ...app, ...to };
    return rolloutWithPauses(deployment, hubApp(app), pauses, { timeout: 280_000 });
  };
  const healthy = async () => (await deployment.status()).healthy;

  /** The next run does what is left, and one more sends nothing. */
  const converges = async () => {
    expect(await deploy()).toMatchObject({ exitCode: 0, errors: [] });
    const before = sent(lab, "config-set", "config-write", "ha-scopes");
    expect(await deploy()).toMatchObject({ exitCode: 0, errors: [] });
    expect(sent(lab, "config-set", "config-write", "ha-scopes")).toEqual(before);
    await eventually(healthy, 30_000);
  };

  /**
   * Runs something under load, and sees that only the named sites lose more than a little, and no address is given
   * twice.
   *
   * @param more - how many exchanges each site may lose besides
   */
  async function hitsOnly(
    names: readonly string[],
    act: () => Promise<void>,
    more: (site: string) => number = () => 0,
  ): Promise<void> {
    deployment.manifest(hubApp(app));
    const before = sent(lab, "config-set");
    const stop = loadSites(lab, SITES, RATE);
    let loads: Record<string, SiteLoad> = {};
    try {
      await act();
    } finally {
      loads = await stop();
    }
    const after = sent(lab, "config-set");
    const sets = (host: string) => after[host]! - before[host]!;
    const most = (site: string) => LITTLE * Math.max(1, sets(site) + sets("hub")) + more(site);
    const unserved = SITES.filter(({ name }) => !names.includes(name) && loads[name]!.lost > most(name));
    expect(unserved.map(({ name }) => [name, loads[name]!.lost])).toEqual([]);
    expect(Object.values(loads).flatMap(({ twice }) => twice)).toEqual([]);
  }

  let last = 220;
  /** A pool that is not there yet. */
  const pool = () => (last = last > 200 ? last - 1 : 220);

  beforeAll(async () => {
    lab = await Lab.up({ topology: sitesLab(SITES.length) });
    deployment = new Deployment(lab);
    const { exitCode, said } = await deploy();
    if (exitCode !== 0) throw new Error(said);
  });
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });
  beforeEach(async () => {
    for (const host of lab.keaHosts) if (!lab.daemon(host).isRunning()) await lab.startKea(host);
    await eventually(healthy, 60_000);
  });

  const HANDED_OVER = 'ha-scopes [^]*"site7\\.hub"';
  const SET = 'config-set [^]*"this-server-name":\\s*"site7\\.site7"';

  test.each([
    ["its partner begins to serve for it", HANDED_OVER],
    ["it gets its configuration", SET],
  ])("a site that dies when %s is put back or left for the next run", async (_, point) => {
    await hitsOnly(["site7"], async () => {
      const { exitCode, said } = await change(
        { pools: { site7: pool() } },
        { sent: point, then: () => lab.killKea("site7") },
      );
      expect([Outcome.UNDONE, Outcome.BROKEN, Outcome.PENDING]).toContain(exitCode);
      expect(said).toMatch(/site7-dhcp4/);
      await lab.startKea("site7");
      await eventually(healthy, 60_000);
      await converges();
    });
  });

  test("a site that dies while the hub changes undoes nothing", async () => {
    await hitsOnly(["site3"], async () => {
      const { exitCode, report } = await change(
        { hubLifetime: app.hubLifetime === 3700 ? 3600 : 3700 },
        { sent: 'config-set [^]*"this-server-name":\\s*"site1\\.hub"', then: () => lab.killKea("site3") },
      );
      // It is told of; what the hub got, it keeps.
      expect([0, Outcome.UNDONE, Outcome.PENDING]).toContain(exitCode);
      expect(report.servers).toContainEqual(
        expect.objectContaining({ server: "hub-dhcp4", runs: "declared" }),
      );
      await lab.startKea("site3");
      await eventually(healthy, 60_000);
      await converges();
    });
  });

  test("a site that dies while another one changes is of no interest", async () => {
    await hitsOnly(["site3"], async () => {
      const { exitCode } = await change(
        { pools: { site7: pool() } },
        { sent: SET, then: () => lab.killKea("site3") },
      );
      expect([0, Outcome.PENDING]).toContain(exitCode);
      await lab.startKea("site3");
      await eventually(healthy, 60_000);
      await converges();
    });
  });

  test("a hub that dies while it serves for the sites leaves all of them served", async () => {
    // Who is being set just then has no partner to serve for it: those of the wave.
    const wave = SITES.slice(0, 10).map(({ name }) => name);
    // Until it notices that its partner is dead, Kea gives no new lease: the others lose less than that.
    const untilNoticed = (RATE * MAX_RESPONSE_MS) / 1000;
    const act = async () => {
      const { exitCode } = await change(
        { pool: pool(), pools: {} },
        { sent: 'config-set [^]*"this-server-name":\\s*"site\\d+\\.site', then: () => lab.killKea("hub") },
      );
      expect([Outcome.UNDONE, Outcome.BROKEN, Outcome.PENDING]).toContain(exitCode);
      await lab.startKea("hub");
      await eventually(healthy, 60_000);
      await converges();
    };
    await hitsOnly(wave, act, () => untilNoticed);
  });

  test("a backup that is dead throughout holds up nobody, and gets its own later", async () => {
    await lab.killKea("vault");
    await hitsOnly([], async () => {
      expect(await change({ pool: pool(), pools: {} })).toMatchObject({ exitCode: Outcome.PENDING });
      await lab.startKea("vault");
      await converges();
    });
  });

  test("ten dark sites come back one by one, and each gets its own with the next run", async () => {
    const dark = SITES.slice(10, 20).map(({ name }) => name);
    await Promise.all(dark.map((name) => lab.killKea(name)));
    // Their clients get their leases from the hub.
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    await hitsOnly(dark, async () => {
      app = { ...app, pool: pool(), pools: {} };
      const refused = await deploy();
      expect(refused).toMatchObject({ exitCode: Outcome.REFUSED });
      expect(refused.said).toMatch(/site11.* for about [\d.]+ s: .*--allow-interruption/);
      expect(await deploy("--allow-interruption")).toMatchObject({ exitCode: Outcome.PENDING });
      for (const [index, name] of dark.entries()) {
        await lab.startKea(name);
        const { exitCode, said } = await deploy();
        expect(exitCode).toBe(index < dark.length - 1 ? Outcome.PENDING : 0);
        expect(said).toMatch(new RegExp(`${name}\\b`));
      }
      await converges();
    });
  });

  test("an admin host that loses half of the sites finishes the others, and them with the next run", async () => {
    const lost = SITES.slice(15);
    const routes = (act: string) =>
      lab.host("admin").must(["ip", "-batch", "-"], {
        input: lost.map(({ address }) => `route ${act} blackhole ${address}\n`).join(""),
      });
    await hitsOnly([], async () => {
      const { exitCode } = await change(
        { pool: pool(), pools: {} },
        { sent: "ha-scopes ", then: () => routes("add") },
      );
      expect([Outcome.UNDONE, Outcome.BROKEN, Outcome.PENDING]).toContain(exitCode);
      await routes("del");
      await eventually(healthy, 60_000);
      await converges();
    });
  });

  /**
   * Looks ten times a second whether the hub is switched off for a site's sake: Kea has it serve nobody at all from
   * when a site has fetched its leases until the next heartbeat, for ten seconds if that one is not answered.
   *
   * @returns ends it, with the seconds for which it was while it was to serve for each site.
   */
  function offFor(site: string): () => Promise<ReadonlyMap<string, number>> {
    const origin = 1000 + SITES.findIndex(({ name }) => name === site);
    const seconds = new Map<string, number>();
    let isOver = false;
    const looking = (async () => {
      for (let last = Date.now(); !isOver; await new Promise((resolve) => setTimeout(resolve, 100))) {
        // A Kea that is being set does not answer.
        const status: Json = (await lab.command("hub", "status-get").catch(() => undefined))?.arguments;
        const isOff = list(map(map(status)["dhcp-state"])["disabled-by-local-command"]).includes(origin);
        const now = Date.now();
        for (const { local } of isOff ? haServers(status) : [])
          for (const scope of list(map(local).scopes)) {
            const name = String(scope).split(".")[0]!;
            seconds.set(name, (seconds.get(name) ?? 0) + (now - last) / 1000);
          }
        last = now;
      }
    })();
    return async () => {
      isOver = true;
      await looking;
      return seconds;
    };
  }

  test("a site that answers twenty seconds late holds up nobody else", async () => {
    let isLate = true;
    const late = (async () => {
      while (isLate) {
        await lab.freezeKea("site9");
        for (let tenths = 0; tenths < 200 && isLate; tenths += 1)
          await new Promise((resolve) => setTimeout(resolve, 100));
        await lab.thawKea("site9");
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    })();
    const stopLooking = offFor("site9");
    let off: ReadonlyMap<string, number> = new Map();
    const act = async () => {
      try {
        const ended = await change({ pool: pool(), pools: {} });
        expect([Outcome.REFUSED, Outcome.UNDONE, Outcome.PENDING]).toContain(ended.exitCode);
        // Its hub takes it for dead, and it comes and goes: it can be left out by hand.
        if (ended.exitCode !== Outcome.PENDING) {
          expect(ended.said).toMatch(/site9/);
          const flags = ["--without", "site9", "--allow-unhealthy", "--allow-interruption"];
          const again = await deploy(...flags);
          // A hub that is switched off all the time, since the site comes and goes, goes back to what it ran.
          expect([0, Outcome.UNDONE]).toContain(again.exitCode);
          if (again.exitCode !== 0)
            expect(again.errors.join()).toMatch(/^hub-dhcp4 does not get healthy: site9[.]hub/);
        }
      } finally {
        isLate = false;
        await late;
      }
      await eventually(healthy, 60_000);
      await converges();
    };
    const acting = () =>
      act().finally(async () => {
        off = await stopLooking();
      });
    await hitsOnly(["site9"], acting, (name) => Math.ceil((off.get(name) ?? 0) * RATE));
  });
});
