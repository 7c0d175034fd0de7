/** Two rollouts of the same servers at once, from one machine and from two, on the real thing. */
import { join } from "node:path";
import { type Deployed, Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { type Edit } from "../support/article";
import { article, rolloutWithPauses } from "./deploy";
import { describeLab, eventually } from "./support";

const POOLS = ["219", "200", "199", "198", "197"].map((last): Edit => [
  "172.28.0.2-172.28.0.219",
  `172.28.0.2-172.28.0.${last}`,
]);

jest.setTimeout(120_000);

describeLab("two rollouts at once", () => {
  let lab: Lab;
  let first: Deployment;
  let second: Deployment;
  /** Command words that lead to another machine than the admin host. */
  let laptop: string[];
  let app: (...edits: Edit[]) => string;
  beforeAll(async () => {
    lab = await Lab.up();
    [first, second] = [new Deployment(lab, `${lab.name}-1`), new Deployment(lab, `${lab.name}-2`)];
    const network = join(lab.host("kea4").path("/"), "../ns/net");
    const named = ["unshare", "--uts", "sh", "-ec", 'hostname laptop; exec "$@"', "sh"];
    laptop = ["nsenter", `--net=${network}`, ...named];
    // The keys of the admin host, wherever it is run.
    const ssh = `user: "root", identityFile: "${lab.ssh.key}", knownHostsFile: "${lab.ssh.knownHosts}"`;
    app = (...edits) => article(['user: "root"', ssh], ...edits);
    expect(await first.rollout(app())).toMatchObject({ exitCode: 0 });
  });
  afterAll(async () => {
    first?.remove();
    second?.remove();
    await lab?.down();
  });

  test.each([
    ["one machine", 1, "\\S+"],
    ["two machines", 2, "laptop"],
  ])("from %s: the second is refused, says who is at work, and changes nothing", async (_, pool, machine) => {
    let asked: Promise<Deployed> | undefined;
    const then = async () => {
      // The first is at work until Kea 1 answers.
      await lab.freezeKea("kea1");
      asked = second.rollout(app());
    };
    const pause = { line: "backup-dhcp4 +configuration set", then };
    const running = rolloutWithPauses(first, app(POOLS[pool]!), [pause], {
      ...(machine === "laptop" && { through: laptop }),
    });
    await eventually(() => asked !== undefined, 30_000);
    const refused = await asked!;
    await lab.thawKea("kea1");
    const who = `since 20\\S+, by root on ${machine} \\(process \\d+\\)\\. Wait until it has ended\\.$`;
    expect(refused).toMatchObject({
      exitCode: 1,
      errors: [expect.stringMatching(new RegExp(`^kea1: a rollout of dhcp/net28 is at work there ${who}`))],
    });
    expect(await running).toMatchObject({ exitCode: 0 });
  });

  test("one that was killed holds nothing: the next one goes ahead at once", async () => {
    const point = { line: "kea1-dhcp4 +configuration set", then: async () => "SIGKILL" };
    expect(await rolloutWithPauses(first, app(POOLS[3]!), [point])).toMatchObject({ exitCode: 137 });
    const { exitCode, report } = await second.rollout(app(POOLS[3]!));
    expect(exitCode).toBe(0);
    expect(report.relationships.every(({ healthy }) => healthy)).toBe(true);
  });

  test("one whose connection breaks, and whose lock somebody else takes, sends nothing more there", async () => {
    const { key, knownHosts } = lab.ssh;
    const kea1 = lab.host("kea1").address;
    const options = ["-o", `UserKnownHostsFile=${knownHosts}`, "-o", "ExitOnForwardFailure=yes", "-i", key];
    const take = ["ssh", "-f", "-N", ...options, "-R", "127.0.0.1:48647:/nowhere", `root@${kea1}`];
    const sets = () => lab.keaLog("kea1").split("Received command 'config-set'").length;
    let before = 0;
    const then = async () => {
      await lab.host("kea1").must(["ss", "-K", "src", kea1, "sport", "=", ":22"]);
      await lab
        .host("admin")
        .must(["sh", "-c", 'for try in 1 2 3 4 5; do "$@" && exit; sleep 1; done; exit 1', "sh", ...take]);
      before = sets();
    };
    const ended = await rolloutWithPauses(first, app(POOLS[4]!), [
      { line: "kea1-dhcp4 +configuration set", then },
    ]);
    expect(ended).toMatchObject({ exitCode: 4 });
    expect(ended.errors.join("\n")).toMatch(
      /kea1: the previous configuration could not be brought back: The connection that held its lock was lost, and another rollout holds it and does not answer/,
    );
    expect(sets()).toBe(before);
    await lab
      .host("admin")
      .must(["sh", "-c", 'kill $(ps -eo pid,args | grep "[4]8647:/nowhere" | cut -c1-8)']);
    expect(await first.rollout(app(POOLS[3]!))).toMatchObject({ exitCode: 0 });
  });

  test("one whose machine lost the network holds a host until the host's ssh server notices", async () => {
    const then = async () => {
      await lab.sever("admin", "kea1");
      return "SIGKILL";
    };
    await rolloutWithPauses(first, app(POOLS[4]!), [{ line: "kea1-dhcp4 +configuration set", then }]);
    const through = laptop;
    expect(await second.rollout(app(POOLS[4]!), { through })).toMatchObject({
      exitCode: 1,
      errors: [
        expect.stringMatching(
          /^kea1: another rollout holds it and does not answer: its machine may have lost the network\. It is free again when the host's ssh server notices/,
        ),
      ],
    });
    await lab.host("kea1").must(["ss", "-K", "dst", lab.host("admin").address]);
    expect(await second.rollout(app(POOLS[4]!), { through })).toMatchObject({ exitCode: 0, errors: [] });
    await lab.rejoin("admin", "kea1");
  });
});
