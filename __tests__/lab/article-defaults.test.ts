import { setTimeout as sleep } from "node:timers/promises";
import { Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { askForLeases, CLIENTS } from "../../lab/load/traffic";
import { editedMain } from "../support/article";
import type { WhatIf } from "../../rollout/plan/what-if";
import { rolloutWithPauses } from "./deploy";
import { describeLab, eventually } from "./support";

describeLab("the article with Kea's own timers", () => {
  let lab: Lab;
  let deployment: Deployment;
  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4" });
    deployment = new Deployment(lab);
    const { exitCode, stdout } = await deployment.deploy(editedMain([]));
    expect([exitCode, stdout]).toEqual([0, stdout]);
  }, 180_000);
  afterAll(async () => {
    await lab?.down();
    deployment?.remove();
  });

  test("the standby takes over from a dead primary once more than ten clients go unserved", async () => {
    const { stdout } = await deployment.keaHa("what-if", deployment.stack, "--json");
    const [{ hosts }] = JSON.parse(stdout).components as [WhatIf];
    const [said, ...more] = hosts.find(({ of }) => of[0] === "kea4")!.fates;
    const wait = { silenceMs: 60_000, noticedMs: 70_000, unservedClients: 10, unservedMs: 10_000 };
    expect([said, more]).toMatchObject([
      { kind: "taken over", relationship: "net30", by: ["kea3"], wait },
      [],
    ]);

    await lab.killKea("kea4");
    const stopped = Date.now();
    // The article's call: 59 clients, one a second, each waiting longer than the last. It asks the standby.
    const clients = lab.perfdhcp(
      "relay",
      [
        "-4",
        "-r",
        "1",
        "-R",
        "59",
        "-l",
        "192.168.20.251",
        "-p",
        "110",
        "-Y",
        "1",
        "-y",
        "3600",
        "192.168.20.220",
      ],
      150_000,
    );
    const standby = async () =>
      (await lab.command("kea3", "status-get")).arguments["high-availability"][1]["ha-servers"].local;
    await eventually(async () => (await standby()).state === "partner-down", 110_000);
    const tookMs = Date.now() - stopped;
    // The last heartbeat was up to 10 s earlier. Eleven clients come in 11 s, and the next heartbeat counts them.
    expect(tookMs).toBeGreaterThan(wait.silenceMs - 10_000);
    expect(tookMs).toBeLessThan(wait.noticedMs + wait.unservedMs + 11_000 + 10_000);
    expect((await standby()).scopes).toContain("server6");
    expect((await clients).second.received).toBeGreaterThan(0);
    expect(lab.leases("kea3").filter(({ subnetId }) => subnetId === 3).length).toBeGreaterThan(0);

    await lab.startKea("kea4");
    await eventually(async () => (await deployment.status()).healthy, 60_000);
  }, 330_000);

  // Longer than ssh waits for a host, and shorter than its partner does; the fault matrix has the other way round.
  test("a host that is off the network for 30 s while it is set costs the rollout time: it goes on, and ends well", async () => {
    const kea3 = 'address: "172.28.0.220", interfaces: ["enp0s8", "enp0s3"]';
    const source = editedMain([[kea3, `${kea3}, settings: { validLifetime: 5000 }`]]);
    let mended: Promise<void> | undefined;
    const then = async () => {
      await lab.cut("kea3");
      mended = sleep(30_000).then(() => lab.heal("kea3"));
    };
    const pause = { line: "kea3-dhcp4 +configuration set", then };
    expect(await rolloutWithPauses(deployment, source, [pause])).toMatchObject({ exitCode: 0, errors: [] });
    await mended;
    expect((await askForLeases(lab, CLIENTS[1]!, "kea3", 5, 1)).second.received).toBe(5);
    const { healthy, relationships } = await deployment.status();
    expect(healthy).toBe(true);
    const { leases } = relationships.find(({ name }) => name === "net29")!;
    expect(leases).toEqual({ server3: 5, server4: 5, server8: 5 });
  }, 180_000);
});
