/** Servers that do not answer, on the real thing: the rollout does what does not need them, and says what waits. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Deployed, Deployment } from "../../lab/deployment";
import { Lab } from "../../lab/lab";
import type { Edit } from "../support/article";
import { article, states } from "./deploy";
import { describeLab, eventually } from "./support";

jest.setTimeout(120_000);

/** The pools of each relationship end here. */
const pools = (last: Partial<Record<28 | 29 | 30, number>>): Edit[] =>
  Object.entries({ 28: 219, 29: 200, 30: 254, ...last }).flatMap(([net, end]): Edit[] => {
    const first = { 28: "172.28.0.2-172.28.0.219", 29: "172.29.0.2-172.29.0.254", 30: "172.30.0.2-172.30.0.254" }[net]!;
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
    console.log(ended.said);
    expect([ended.exitCode, ended.errors, touched(ended)]).toEqual([0, [], ["kea1", "kea2", "backup"]]);
    expect(await ends(1)).toEqual({ kea1: 200, kea2: 200, backup: 200 });
  });
});
