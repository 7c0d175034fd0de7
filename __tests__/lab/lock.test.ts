/** Two rollouts of the same servers at once, on the real thing. */
import { setTimeout as sleep } from "node:timers/promises";
import { Lab } from "../../lab/lab";
import { article, Deploys } from "./deploy";
import { describeLab } from "./support";

const POOL = ["172.28.0.2-172.28.0.219", "172.28.0.2-172.28.0.200"] as const;

describeLab("two rollouts at once", () => {
  let lab: Lab;
  let first: Deploys;
  let second: Deploys;
  beforeAll(async () => {
    lab = await Lab.up();
    [first, second] = [new Deploys(lab), new Deploys(lab)];
  }, 60_000);
  afterAll(async () => {
    first?.remove();
    second?.remove();
    await lab?.down();
  });

  test("the second is refused, says who is at work, and changes nothing", async () => {
    const running = first.rollout(article());
    await sleep(2_000);
    const { exitCode, errors } = await second.rollout(article(POOL));
    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      expect.stringMatching(
        /^kea1: a rollout of dhcp\/net28 is at work there since 20\S+, by root on \S+ \(process \d+\)\. Wait until it has ended\.$/,
      ),
    ]);
    expect((await running).exitCode).toBe(0);
  }, 120_000);

  test("a rollout that was killed holds nothing: the next one goes ahead at once", async () => {
    const killed = first.rollout(article(POOL), { timeout: 2_500 });
    expect((await killed).exitCode).toBe(124);
    const { exitCode, report } = await second.rollout(article(POOL));
    expect(exitCode).toBe(0);
    expect(report.relationships.every(({ healthy }) => healthy)).toBe(true);
  }, 120_000);
});
