/** The lab itself, on the real thing. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { Lab } from "../../lab/lab";
import { describeLab, eventually } from "./support";

const KEA1 = "172.28.0.253";

/** Asks from hosts with a root file system of the lab: the machine of the admin host may have no ping. */
async function reaches(lab: Lab, from: string, to: string): Promise<boolean> {
  const { exitCode, stderr } = await lab.exec(from, ["ping", "-c", "1", "-W", "1", to]);
  if (exitCode > 2) throw new Error(`${from}: ping: ${stderr}`);
  return exitCode === 0;
}

const SUBNET = { id: 1, subnet: "172.28.0.0/24", pools: [{ pool: "172.28.0.2-172.28.0.219" }] };

/** Lets a host serve the office network, keeping its control sockets. */
async function serve(lab: Lab, host: string): Promise<void> {
  const { Dhcp4 } = (await lab.command(host, "config-get")).arguments;
  const config = {
    "control-sockets": Dhcp4["control-sockets"],
    "interfaces-config": { interfaces: ["enp0s8"] },
    subnet4: [SUBNET],
  };
  expect(await lab.command(host, "config-set", { Dhcp4: config })).toMatchObject({ result: 0 });
}

/** Processes of the machine whose network is the given one. */
function processesIn(network: string): string[] {
  const self = (pid: string) => {
    try {
      return execFileSync("readlink", [`/proc/${pid}/ns/net`], {
        stdio: ["ignore", "pipe", "ignore"],
      }).toString();
    } catch {
      return "";
    }
  };
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && self(pid).trim() === network);
}

describeLab("lab", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.up({ kea: "3.0.4" });
  }, 60_000);
  beforeEach(() => lab.reset());
  afterAll(() => lab.down());

  test("five Kea answer, as user _kea with Debian's two capabilities", async () => {
    expect(lab.keaHosts).toEqual(["kea1", "kea2", "kea3", "kea4", "backup"]);
    for (const host of lab.keaHosts) {
      expect(await lab.command(host, "version-get")).toMatchObject({ result: 0, text: /^3\.0\./ });
    }
    const { stdout } = await lab.exec("kea1", ["cat", `/proc/${lab.daemon("kea1").pid()}/status`]);
    expect(stdout).toMatch(/^CapEff:\s+0*2400$/m);
    expect(stdout).not.toMatch(/^Uid:\s+0/m);
  });

  test("config-write works, and a restarted Kea has what was written", async () => {
    await serve(lab, "kea2");
    expect(await lab.command("kea2", "config-write")).toMatchObject({ result: 0 });
    await lab.stopKea("kea2");
    await expect(lab.command("kea2", "version-get")).rejects.toThrow("kea2: kea-dhcp4:");
    await lab.startKea("kea2");
    const { Dhcp4 } = (await lab.command("kea2", "config-get")).arguments;
    expect(Dhcp4.subnet4).toMatchObject([{ id: 1 }]);
  });

  test("the admin logs in by key, with host keys checked", async () => {
    const ssh = (...options: string[]) =>
      lab.exec("admin", ["ssh", "-o", "BatchMode=yes", ...options, KEA1, "hostname"]);
    expect(await ssh("-o", "StrictHostKeyChecking=yes")).toMatchObject({ exitCode: 0, stdout: "kea1\n" });
    const stranger = await ssh("-o", "UserKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=yes");
    expect(stranger).toMatchObject({
      exitCode: 255,
      stderr: expect.stringContaining("Host key verification failed"),
    });
  });

  test("the members reach the backup through the router, and back", async () => {
    for (const [from, to] of [
      ["kea1", "192.168.20.219"],
      ["backup", KEA1],
      ["backup", "172.28.0.220"],
    ] as const) {
      expect({ from, to, reached: await reaches(lab, from, to) }).toEqual({ from, to, reached: true });
    }
  });

  test("cables are pulled and plugged in again, and two hosts can lose each other alone", async () => {
    await lab.cut("kea1");
    expect(await reaches(lab, "client", KEA1)).toBe(false);
    await lab.heal("kea1");
    await eventually(() => reaches(lab, "client", KEA1));
    await lab.sever("kea1", "kea2");
    expect(await reaches(lab, "kea2", KEA1)).toBe(false);
    expect(await reaches(lab, "client", KEA1)).toBe(true);
    await lab.rejoin("kea1", "kea2");
    expect(await reaches(lab, "kea2", KEA1)).toBe(true);
  });

  test("perfdhcp and a real client get leases, and the server's file has them", async () => {
    await serve(lab, "kea2");
    const load = ["-4", "-r", "20", "-R", "20", "-n", "20", "-W", "500000", "-l", "enp0s8"];
    const report = await lab.perfdhcp("client", load);
    expect(report).toMatchObject({
      exitCode: 0,
      first: { sent: 20, drops: 0 },
      second: { received: 20, drops: 0 },
    });
    const lease = await lab.dhcpClient("client", "enp0s8");
    expect(lease).toMatchObject({ server: "172.28.0.254" });
    expect(lab.leases("kea2")).toHaveLength(21);
    expect(lab.leases("kea2").map(({ address }) => address)).toContain(lease?.address);
  });

  test("a crash and a hang are told apart from an orderly end", async () => {
    await lab.killKea("kea1");
    expect(lab.keaLog("kea1")).not.toContain("DHCP4_SHUTDOWN");
    await lab.startKea("kea1");
    await lab.freezeKea("kea1");
    await expect(lab.daemon("kea1").send("version-get", undefined, 300)).rejects.toThrow("no answer");
    await lab.thawKea("kea1");
    expect(await lab.command("kea1", "version-get")).toMatchObject({ result: 0 });
    await lab.stopKea("kea1");
    expect(lab.keaLog("kea1")).toContain("DHCP4_SHUTDOWN");
  });

  test("a daemon that ended by itself is told, with the end of its log, and one that was stopped is not", async () => {
    const told = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const pid = lab.daemon("kea1").pid()!;
    await lab.exec("kea1", ["kill", "-SEGV", String(pid)]);
    await eventually(() => !lab.daemon("kea1").isRunning());
    await lab.killKea("kea2");
    await lab.stopKea("kea3");
    await lab.reset();
    const said = told.mock.calls.map(([line]: unknown[]) => String(line));
    told.mockRestore();
    expect(said).toEqual([expect.stringMatching(/^kea1: kea-dhcp4 ended by itself:\n[^]*DHCP4_STARTED/)]);
  });

  test("a command ends at its time limit, with its children", async () => {
    const outcome = await lab.exec("kea1", ["sh", "-c", "sleep 4711 & sleep 4712"], { timeout: 300 });
    expect(outcome).toMatchObject({ exitCode: 124, timedOut: true });
    await eventually(
      async () => !(await lab.exec("kea1", ["ps", "-e", "-o", "args"])).stdout.includes("sleep 471"),
    );
  });

  test("nothing of the machine's network is in reach", async () => {
    const { stdout } = await lab.exec("admin", ["ip", "-o", "link"]);
    expect(
      stdout
        .match(/^\d+: [^:@]+/gm)
        ?.map((line) => line.replace(/^\d+: /, ""))
        .sort(),
    ).toEqual(["enp0s3", "enp0s8", "lo"]);
    expect((await lab.exec("admin", ["ip", "route", "show", "default"])).stdout).toBe("");
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((found) => found?.family === "IPv4" && !found.internal);
    if (outside)
      expect((await lab.exec("admin", ["ip", "route", "get", outside.address])).exitCode).not.toBe(0);
  });

  test("two labs with different names run at once, and one dies without a trace when it is killed", async () => {
    const other = await Lab.up({ kea: lab.kea });
    const networkOf = (pid: number) =>
      execFileSync("readlink", [`/proc/${pid}/ns/net`])
        .toString()
        .trim();
    const network = networkOf(other.supervisorPid);
    const hostNetwork = await other.exec("kea1", ["readlink", "/proc/self/ns/net"]);
    expect(processesIn(network)).not.toEqual([]);

    process.kill(other.supervisorPid, "SIGKILL");
    await eventually(() => processesIn(network).length === 0);
    await eventually(() => processesIn(hostNetwork.stdout.trim()).length === 0);
    expect(readFileSync("/proc/self/mountinfo", "utf8")).not.toMatch(/\.lab|\/run\/lab|\/run\/netns/);
    const links = execFileSync("ip", ["-o", "link"]).toString();
    expect(links).not.toMatch(/office|core|enp0s8|: p\d+x\d+@/);

    expect(await lab.command("kea1", "version-get")).toMatchObject({ result: 0 });
    await other.down();
  }, 30_000);
});
