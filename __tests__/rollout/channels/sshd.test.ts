import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { Family } from "../../../kea/model/family";
import type { SshControl } from "../../../kea/model/manifest";
import { openChannel } from "../../../rollout/channels/open";
import { has, listenLikeKea, refusal, temporaryDirectory } from "./helpers";

const SSHD = "/usr/sbin/sshd";
const possible = existsSync(SSHD) && has("ssh", "-V");
const suite = possible ? describe : describe.skip;

suite(
  `a real ssh server${possible ? "" : " (skipped: needs ssh and /usr/sbin/sshd on this machine)"}`,
  () => {
    const directory = possible ? temporaryDirectory() : "";
    const file = (name: string) => join(directory, name);
    let sshd: ChildProcess;
    let kea: Server;
    let control: SshControl;
    const open = (changes: Partial<SshControl> = {}) =>
      openChannel({ host: "kea1", family: Family.V4, control: { ...control, ...changes } });

    beforeAll(async () => {
      for (const name of ["host", "user", "stranger"]) {
        execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file(name)]);
      }
      const port = await freePort();
      if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true });
      const options = {
        ListenAddress: "127.0.0.1",
        Port: port,
        HostKey: file("host"),
        AuthorizedKeysFile: file("user.pub"),
        PidFile: "none",
        StrictModes: "no",
        UsePAM: "no",
        PasswordAuthentication: "no",
        PermitRootLogin: "prohibit-password",
      };
      const lines = Object.entries(options).map(([name, value]) => `${name} ${value}\n`);
      writeFileSync(file("sshd_config"), lines.join(""));
      sshd = spawn(SSHD, ["-D", "-e", "-f", file("sshd_config")], { stdio: ["ignore", "ignore", "pipe"] });
      await new Promise((listening) => sshd.stderr!.once("data", listening));
      const hostKey = readFileSync(file("host.pub"), "utf8");
      writeFileSync(file("known"), `[127.0.0.1]:${port} ${hostKey}`);
      writeFileSync(file("changed"), `[127.0.0.1]:${port} ${readFileSync(file("stranger.pub"), "utf8")}`);
      writeFileSync(file("unknown"), "");
      kea = await listenLikeKea(file("kea"), (socket, { command }) =>
        socket.end(JSON.stringify({ result: 0, text: command })),
      );
      control = {
        type: "ssh",
        address: "127.0.0.1",
        port,
        user: userInfo().username,
        socket: file("kea"),
        identityFile: file("user"),
        knownHostsFile: file("known"),
      };
    });
    afterAll(() => {
      sshd.kill();
      kea.close();
    });

    test("carries commands", async () => {
      const channel = await open();
      expect((await channel.send("version-get")).text).toBe("version-get");
      await channel.close();
    });

    test("with an unknown or changed host key is not talked to", async () => {
      expect((await refusal(open({ knownHostsFile: file("unknown") }))).cause).toMatch(
        /is unknown: it is not in/,
      );
      expect((await refusal(open({ knownHostsFile: file("changed") }))).cause).toMatch(
        /is not the one that ssh knows/,
      );
    });

    test("that does not accept the key says whose and which", async () => {
      const error = await refusal(open({ identityFile: file("stranger") }));
      expect(error.cause).toContain(`refuses user ${control.user} with the key ${file("stranger")}.`);
    });

    test("without the socket names it", async () => {
      const channel = await open({ socket: file("none") });
      expect((await refusal(channel.send("version-get"))).cause).toContain(
        `did not open the control socket ${file("none")}`,
      );
      await channel.close();
    });
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
