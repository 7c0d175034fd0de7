import { Deployment } from "../../lab/deployment";
import { Lab } from "../../lab/lab";
import { editedMain } from "../support/article";
import { describeLab, eventually } from "./support";

describeLab("the article with Kea's own timers", () => {
  let lab: Lab;
  let deployment: Deployment;
  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4" });
    deployment = new Deployment(lab);
  }, 60_000);
  afterAll(async () => {
    await lab?.down();
    deployment?.remove();
  });

  test("the standby takes over from a dead primary once more than ten clients go unserved", async () => {
    const { exitCode, stdout } = await deployment.deploy(editedMain([]));
    expect([exitCode, stdout]).toEqual([0, stdout]);

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
    // max-response-delay is 60 s, and heartbeats come every 10 s.
    expect((Date.now() - stopped) / 1000).toBeGreaterThan(50);
    expect((await standby()).scopes).toContain("server6");
    expect((await clients).second.received).toBeGreaterThan(0);
    expect(lab.leases("kea3").filter(({ subnetId }) => subnetId === 3).length).toBeGreaterThan(0);

    await lab.startKea("kea4");
    await eventually(async () => (await deployment.status()).healthy, 60_000);
  }, 330_000);
});
