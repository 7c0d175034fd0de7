import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { Server } from "node:net";
import { dirname, join, resolve } from "node:path";
import { Family } from "../../../kea/model/family";
import type { SshControl } from "../../../kea/model/manifest";
import { openChannel } from "../../../rollout/channels/open";
import { alive, eventually, listenLikeKea, refusal, temporaryDirectory } from "./helpers";

const directory = temporaryDirectory();
const log = join(directory, "log");
const remote = join(directory, "kea: 100%.sock");
const key = join(directory, "key");
const control: SshControl = {
  type: "ssh",
  address: "192.0.2.1",
  port: 2222,
  user: "deploy",
  socket: remote,
  identityFile: key,
};
const open = (changes: Partial<SshControl> = {}) =>
  openChannel({ host: "kea1", family: Family.V4, control: { ...control, ...changes } });

/** Puts a program named ssh first in PATH. */
function install(name: string, script: string): string {
  const bin = join(directory, name);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "ssh"), script);
  chmodSync(join(bin, "ssh"), 0o755);
  return `${bin}:${path}`;
}
/** An ssh that says what a real one said, and ends. */
const saying = (words: string) => install("saying", `#!/bin/sh\ncat >&2 <<'END'\n${words}\nEND\nexit 255\n`);

const path = process.env.PATH!;
let server: Server;
beforeAll(async () => {
  server = await listenLikeKea(remote, (socket, { command }) =>
    socket.end(JSON.stringify({ result: 0, text: command })),
  );
});
afterAll(() => server.close());
beforeEach(() => {
  writeFileSync(log, "");
  process.env.FAKE_SSH_LOG = log;
  process.env.PATH = install(
    "forwarding",
    `#!/bin/sh\nexec '${process.execPath}' '${resolve(__dirname, "fake-ssh.mjs")}' "$@"\n`,
  );
});
afterEach(() => {
  process.env.PATH = path;
});

interface Started {
  readonly pid: number;
  readonly local: string;
  readonly arguments: readonly string[];
}
const started = (): Started[] =>
  readFileSync(log, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

test("one ssh carries all commands of a channel, and everything is gone when it is closed", async () => {
  const channel = await open();
  expect((await channel.send("version-get")).text).toBe("version-get");
  expect((await channel.send("config-get")).text).toBe("config-get");
  expect(started()).toHaveLength(1);
  const [{ pid, local }] = started() as [Started];
  expect(statSync(dirname(local)).mode & 0o777).toBe(0o700);
  await channel.close();
  expect(alive(pid)).toBe(false);
  expect(existsSync(dirname(local))).toBe(false);
  await channel.close();
  expect((await refusal(channel.send("version-get"))).cause).toBe("The control channel is closed already.");
});

test("host keys are checked and nobody is asked anything", async () => {
  const channel = await open({ knownHostsFile: "/etc/known hosts 100%" });
  const words = started()[0]!.arguments.join(" ");
  expect(words).toContain("-o BatchMode=yes -o StrictHostKeyChecking=yes");
  expect(words).toContain('-o UserKnownHostsFile="/etc/known hosts 100%%"');
  expect(words).toContain(`-o IdentityFile="${key}" -o IdentitiesOnly=yes`);
  expect(words).toMatch(/-p 2222 -l deploy -L \S.* -- 192\.0\.2\.1$/);
  await channel.close();
});

test("the user's own ssh configuration chooses key and user when the channel does not", async () => {
  const channel = await open({ identityFile: undefined, user: undefined, port: undefined });
  const words = started()[0]!.arguments.join(" ");
  expect(words).not.toMatch(/IdentityFile|IdentitiesOnly|UserKnownHostsFile| -l | -p /);
  await channel.close();
});

test("ssh ends and its socket goes even when the rollout is killed with SIGKILL", async () => {
  const program = resolve(__dirname, "open-and-wait.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(control)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: process.env,
  });
  await new Promise((done) => child.stdout.once("data", done));
  const [{ pid, local }] = started() as [Started];
  expect(alive(pid)).toBe(true);
  child.kill("SIGKILL");
  await eventually(() => !alive(pid) && !existsSync(dirname(local)));
}, 20_000);

test("a lost connection fails the command under way, and the next one connects anew", async () => {
  const channel = await open();
  await channel.send("version-get");
  process.kill(started()[0]!.pid, "SIGKILL");
  await eventually(() => !existsSync(dirname(started()[0]!.local)));
  // Where the loss is not noticed yet, it is this command that fails.
  const next = () => channel.send("version-get");
  expect((await next().catch(next)).text).toBe("version-get");
  expect(started()).toHaveLength(2);
  await channel.close();
});

test("a command whose connection is lost may have taken effect, and the user is told", async () => {
  const slow = join(directory, "slow");
  const kea = await listenLikeKea(slow, () => process.kill(started()[0]!.pid, "SIGKILL"));
  const channel = await open({ socket: slow });
  const error = await refusal(channel.send("config-set"));
  expect(error.cause).toMatch(/^ssh to 192\.0\.2\.1 port 2222 ended/);
  expect(error.remedy).toMatch(/The command config-set may have taken effect\.$/);
  await channel.close();
  kea.close();
});

test("a socket that the host does not open: Kea is down, the user lacks rights, or sshd forbids it", async () => {
  const channel = await open({ socket: "/run/kea/none" });
  const error = await refusal(channel.send("version-get"));
  expect(error.host).toBe("kea1");
  expect(error.cause).toBe(
    "192.0.2.1 port 2222 was reached, but its ssh server did not open the control socket /run/kea/none (connect failed: open failed).",
  );
  expect(error.remedy).toBe(
    "Check on the host that kea-dhcp4 runs and made this socket, that user deploy may use it (on Debian: group _kea), and that sshd_config allows AllowStreamLocalForwarding.",
  );
  await channel.close();
});

test("no ssh on this machine", async () => {
  const bin = join(directory, "bare");
  mkdirSync(bin);
  writeFileSync(join(bin, "sh"), '#!/bin/sh\nexec /bin/sh "$@"\n');
  chmodSync(join(bin, "sh"), 0o755);
  process.env.PATH = bin;
  const error = await refusal(open());
  expect(error.cause).toBe("There is no ssh program on this machine.");
  expect(error.remedy).toBe("Install the OpenSSH client, or use another control channel.");
});

// What OpenSSH 9.2 and 10.0 say, mostly recorded from real failures.
test.each<[string, string, string, RegExp]>([
  [
    "an unknown host key",
    "No ED25519 host key is known for [192.0.2.1]:2222 and you have requested strict checking.\r\nHost key verification failed.",
    "The host key of 192.0.2.1 port 2222 is unknown: it is not in your known_hosts file.",
    /add it, for example by connecting once by hand: ssh -i .*key -p 2222 deploy@192\.0\.2\.1\.$/,
  ],
  [
    "a changed host key",
    "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\nThe fingerprint for the ED25519 key sent by the remote host is\r\nSHA256:ltKwkkr5.\r\nHost key for [192.0.2.1]:2222 has changed and you have requested strict checking.\r\nHost key verification failed.",
    "The host key of 192.0.2.1 port 2222 is not the one that ssh knows: the host was set up anew, or somebody sits in between.",
    /\(ssh was offered SHA256:ltKwkkr5\), then replace the old key/,
  ],
  [
    "a key that the host does not accept",
    "deploy@192.0.2.1: Permission denied (publickey,password).",
    `192.0.2.1 port 2222 refuses user deploy with the key ${key}.`,
    /authorized_keys on the host; a key with a passphrase must be in an ssh agent/,
  ],
  [
    "a key file that is not there",
    `no such identity: ${key}: No such file or directory\r\ndeploy@192.0.2.1: Permission denied (publickey).`,
    `192.0.2.1 port 2222 refuses user deploy with the key ${key}.`,
    /^There is no key file .*: correct the path\.$/,
  ],
  [
    "a key file that others can read",
    `Permissions 0644 for '${key}' are too open.\r\nIt is required that your private key files are NOT accessible by others.\r\nLoad key "${key}": bad permissions\r\ndeploy@192.0.2.1: Permission denied (publickey).`,
    `192.0.2.1 port 2222 refuses user deploy with the key ${key}.`,
    /chmod 600/,
  ],
  [
    "nobody at the port",
    "ssh: connect to host 192.0.2.1 port 2222: Connection refused",
    "192.0.2.1 port 2222 refuses the connection.",
    /^Check that an ssh server runs on the host/,
  ],
  [
    "a host that does not answer",
    "ssh: connect to host 192.0.2.1 port 2222: Connection timed out",
    "192.0.2.1 port 2222 did not answer in time.",
    /firewall/,
  ],
  [
    "no way to the host",
    "ssh: connect to host 192.0.2.1 port 2222: No route to host",
    "There is no route to 192.0.2.1 port 2222.",
    /^Check that the host is up/,
  ],
  [
    "a name without an address",
    "ssh: Could not resolve hostname 192.0.2.1: Name or service not known",
    "The name 192.0.2.1 does not resolve to an address.",
    /spelling/,
  ],
  [
    "a server that hangs up",
    "kex_exchange_identification: Connection closed by remote host",
    "192.0.2.1 port 2222 closed the ssh connection.",
    /log of its ssh server/,
  ],
  [
    "anything else, in ssh's own words",
    "/home/u/.ssh/config: terminating, 1 bad configuration options",
    "ssh to 192.0.2.1 port 2222 ended with code 255: /home/u/.ssh/config: terminating, 1 bad configuration options.",
    /^Try by hand: ssh/,
  ],
])("%s", async (_name, words, cause, remedy) => {
  process.env.PATH = saying(words);
  const error = await refusal(open());
  expect(error.cause).toBe(cause);
  expect(error.remedy).toMatch(remedy);
});

test.each<Partial<SshControl>>([
  { address: "-oProxyCommand=true" },
  { address: "host name" },
  { address: "" },
  { user: "-oProxyCommand=true" },
  { socket: "kea4-ctrl-socket" },
  { knownHostsFile: 'a"b' },
])("what ssh would misunderstand is not given to it: %j", async (changes) => {
  const error = await refusal(open(changes));
  expect(error.message).toMatch(/cannot be given to ssh\. Correct .*in (its|the) control channel/);
  expect(started()).toHaveLength(0);
});

test("both servers of a host share one login, which ends with the last of them", async () => {
  const other = join(directory, "kea6.sock");
  const kea6 = await listenLikeKea(other, (socket) => socket.end('{"result": 0, "text": "six"}'));
  const [four, six] = await Promise.all([open(), open({ socket: other })]);
  expect((await six.send("version-get")).text).toBe("six");
  expect((await four.send("version-get")).text).toBe("version-get");
  expect(started()).toHaveLength(1);
  const [{ pid }] = started() as [Started];
  await four.close();
  expect((await six.send("version-get")).text).toBe("six");
  await six.close();
  expect(alive(pid)).toBe(false);
  kea6.close();
});

test("a login that a busy ssh server drops is tried again", async () => {
  const first = join(directory, "first");
  const forwarding = process.env.PATH!.split(":")[0]!;
  process.env.PATH = install(
    "dropping",
    `#!/bin/sh\nif mkdir '${first}' 2>/dev/null; then echo 'kex_exchange_identification: read: Connection reset by peer' >&2; exit 255; fi\nexec '${forwarding}/ssh' "$@"\n`,
  );
  const channel = await open();
  expect((await channel.send("version-get")).text).toBe("version-get");
  await channel.close();
});

test("not more than eight log in at the same time", async () => {
  const logins = join(directory, "logins");
  writeFileSync(logins, "");
  process.env.PATH = install(
    "slow",
    `#!/bin/sh\necho begins >>'${logins}'\nsleep 0.3\necho ends >>'${logins}'\nexit 255\n`,
  );
  await Promise.allSettled(Array.from({ length: 20 }, (_, index) => open({ address: `192.0.2.${index}` })));
  let now = 0;
  const most = Math.max(
    ...readFileSync(logins, "utf8")
      .trim()
      .split("\n")
      .map((line) => (now += line === "begins" ? 1 : -1)),
  );
  expect(most).toBe(8);
});
