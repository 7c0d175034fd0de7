/** `kea-ha check` as its user runs it: the built program, on files of the directory `files`. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ALL_RULES } from "../../cli/check-report";
import { PROJECT } from "../support/article";
import { bundle } from "../support/bundle";

/** With `UPDATE_GOLDENS=1` the expected outputs are written instead of compared. */
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";
const FILES = join(__dirname, "files");
const SITE = ["site/branch.conf", "site/hub.conf"];

let directory: string;
let program: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "kea-ha-check-"));
  program = join(directory, "kea-ha.cjs");
  bundle("cli/main.ts", program);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function check(args: readonly string[], cwd = FILES) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "check", ...args], {
    cwd,
    encoding: "utf8",
    timeout: 30_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

/** Writes a file and checks it. */
function checkText(name: string, content: string | Uint8Array, ...options: string[]) {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return check([name, ...options], directory);
}

/** Parameters in which there is nothing to find. */
const PARAMETERS = {
  "renew-timer": 900,
  "control-socket": { "socket-type": "unix", "socket-name": "/run/kea/kea4-ctrl-socket" },
};
const SOUND = JSON.stringify({ Dhcp4: PARAMETERS });

test("standard input is checked as a file is, also as the file of a host", () => {
  const text = JSON.stringify({ Dhcp4: { ...PARAMETERS, "renew-timr": 1 } });
  const run = (file: string) =>
    spawnSync(process.execPath, [program, "check", file], { encoding: "utf8", input: text });
  expect(run("-")).toMatchObject({
    status: 1,
    stderr: "",
    stdout: expect.stringMatching(/^stdin-dhcp4\n {2}-:1:/),
  });
  expect(run("hub=-").stdout).toMatch(/^hub-dhcp4\n {2}-:1:/);
});

test("standard input that is still being written is waited for", () => {
  const file = join(directory, "late.conf");
  writeFileSync(file, SOUND);
  const line = `(sleep 0.3; cat '${file}') | '${process.execPath}' '${program}' check -`;
  expect(spawnSync("sh", ["-c", line], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
});

describe("Output", () => {
  test.each([
    ["a table", "table", "site.table.txt", 1, SITE],
    [
      "JSON",
      "json",
      "site.json.txt",
      1,
      [...SITE, "--kea", "3.0", "--silence", "KEAHA903=our editor adds them"],
    ],
    ["SARIF", "sarif", "site.sarif.txt", 1, [...SITE, "--silence", "KEAHA903=our editor adds them"]],
    [
      "JSON with a file that cannot be read",
      "json",
      "broken.json.txt",
      2,
      ["broken.conf", "site/branch.conf"],
    ],
    ["SARIF with a file that cannot be read", "sarif", "broken.sarif.txt", 2, ["broken.conf"]],
  ])("%s is as kept", (_, format, golden, status, args) => {
    const found = check([...args, "--format", format]);
    const path = join(FILES, "expected", golden);
    if (UPDATE) writeFileSync(path, found.stdout);
    expect(found.stdout).toBe(readFileSync(path, "utf8"));
    expect(found.status).toBe(status);
  });

  test("the table fits 80 columns and has no colours where nobody looks on", () => {
    const lines = check(SITE).stdout.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    // eslint-disable-next-line no-control-regex -- the colours' escape
    expect(lines.join("\n")).not.toMatch(/\u001b/);
  });

  test("the example of docs/check.md is what the program says", () => {
    const page = readFileSync(join(PROJECT, "docs/check.md"), "utf8");
    const [block, command, expected] = /```console\n\$ kea-ha check (.*)\n([^]*?)```/.exec(page)!;
    const { stdout } = check(command!.split(" "));
    const now = `\`\`\`console\n$ kea-ha check ${command}\n${stdout}\`\`\``;
    if (UPDATE)
      writeFileSync(
        join(PROJECT, "docs/check.md"),
        page.replace(block, () => now),
      );
    else expect(stdout).toBe(expected);
  });

  test("every code of docs/check.md is a heading, to which SARIF points", () => {
    const page = readFileSync(join(PROJECT, "docs/check.md"), "utf8");
    const rules = ALL_RULES.filter((rule) => rule.page.startsWith("docs/check.md#"));
    expect(rules.map(({ code }) => code)).toEqual(["KEAHA901", "KEAHA902", "KEAHA903"]);
    for (const { code, name, page: at, reason } of rules) {
      expect(at).toBe(`docs/check.md#${code.toLowerCase()}-${name}`);
      expect(page).toContain(`### ${code}: ${name}\n\n${reason}`);
    }
  });

  test("text of somebody else cannot change the terminal", () => {
    const { stdout } = checkText("esc.conf", '{ "Dhcp4": { "\\u001b[2J": 1, "\\u001b[2J": 1 } }');
    expect(stdout).toContain("KEAHA901");
    // eslint-disable-next-line no-control-regex -- the escape
    expect(stdout).not.toMatch(/\u001b/);
  });
});

describe("Files", () => {
  test("a sound configuration has no findings", () => {
    expect(checkText("sound.conf", SOUND)).toEqual({
      status: 0,
      stdout: "Nothing found; 1 server checked.\n",
      stderr: "",
    });
  });

  test.each([
    ["a saved config-get reply", { result: 0, arguments: { Dhcp4: PARAMETERS, hash: "5A" } }],
    ["a list of one, as the control agent answers", [{ result: 0, arguments: { Dhcp4: PARAMETERS } }]],
    ["a config-set command", { command: "config-set", arguments: { Dhcp6: PARAMETERS } }],
  ])("%s is read like a configuration", (_, value) => {
    expect(checkText("reply.json", JSON.stringify(value)).stdout).toBe("Nothing found; 1 server checked.\n");
  });

  test("both families of a host are read together", () => {
    checkText("kea1-dhcp6.conf", JSON.stringify({ Dhcp6: PARAMETERS }));
    const { stdout } = checkText("kea1-dhcp4.conf", SOUND, "kea1-dhcp6.conf", "--format", "json");
    expect(JSON.parse(stdout).files.map(({ servers }: { servers: string[] }) => servers)).toEqual([
      ["kea1-dhcp4"],
      ["kea1-dhcp6"],
    ]);
  });

  test("a file with the daemon's name is its directory's, and HOST=FILE says it outright", () => {
    checkText("kea2/kea-dhcp4.conf", SOUND);
    const { stdout } = checkText(
      "kea1/kea-dhcp4.conf",
      SOUND,
      "kea2/kea-dhcp4.conf",
      "hq=sound.conf",
      "--format",
      "json",
    );
    expect(JSON.parse(stdout).files.flatMap(({ servers }: { servers: string[] }) => servers)).toEqual([
      "kea1-dhcp4",
      "kea2-dhcp4",
      "hq-dhcp4",
    ]);
  });

  test("two files of one server are refused", () => {
    const { status, stderr } = checkText("kea1.conf", SOUND, "kea1=sound.conf");
    expect(status).toBe(2);
    expect(stderr).toBe(
      "Error: kea1.conf and sound.conf would both be kea-dhcp4 of host kea1. Write HOST=FILE to say whose they are.\n",
    );
  });

  test("the other programs' files in /etc/kea are left out", () => {
    const { status, stdout } = checkText("ddns.conf", '{ "DhcpDdns": {} }', "sound.conf");
    expect(status).toBe(0);
    expect(stdout).toContain("ddns.conf: It configures DhcpDdns, which is not checked.");
  });

  describe("A control agent's file", () => {
    const member = (name: string, role: string, address: string) => ({
      name,
      role,
      url: `http://${address}:8000/`,
    });
    const peers = [member("kea1", "primary", "192.0.2.1"), member("kea2", "standby", "192.0.2.2")];
    const ha = { "this-server-name": "kea1", mode: "hot-standby", peers };
    const dhcp = {
      ...PARAMETERS,
      "multi-threading": { "enable-multi-threading": false },
      "interfaces-config": { interfaces: ["eth0"] },
      "hooks-libraries": [
        { library: "libdhcp_lease_cmds.so" },
        { library: "libdhcp_ha.so", parameters: { "high-availability": [ha] } },
      ],
      subnet4: [{ id: 1, subnet: "192.0.2.0/24" }],
    };
    const agent = (more: object) =>
      JSON.stringify({
        "Control-agent": {
          ...more,
          "control-sockets": { dhcp4: PARAMETERS["control-socket"] },
        },
      });

    test("is read with the servers of its host", () => {
      checkText("kea1/kea-dhcp4.conf", JSON.stringify({ Dhcp4: dhcp }));
      const found = (more: object) =>
        checkText("kea1/kea-ctrl-agent.conf", agent(more), "kea1/kea-dhcp4.conf");
      expect(found({}).stdout).toContain("listens on 127.0.0.1 port 8000.");
      expect(found({ "http-host": "192.0.2.1" }).stdout).toBe("Nothing found; 1 server checked.\n");
    });

    test("of a host without servers is left out", () => {
      const { status, stdout } = checkText("kea9-ctrl-agent.conf", agent({}), "sound.conf");
      expect(status).toBe(0);
      expect(stdout.replace(/\s+/g, " ")).toContain(
        "kea9-ctrl-agent.conf: It configures the Control-agent of host kea9, none of whose servers is checked.",
      );
    });

    test("is refused where its host has two", () => {
      const { status, stderr } = checkText("kea9.conf", agent({}), "kea9-ctrl-agent.conf");
      expect(status).toBe(2);
      expect(stderr).toContain("would both be kea-ctrl-agent of host kea9.");
    });
  });

  test("Kea takes one family per file, and nothing beside it", () => {
    const both = JSON.stringify({ Dhcp4: PARAMETERS, Dhcp6: PARAMETERS, Logging: {} });
    const { status, stdout } = checkText("both.conf", both);
    expect(status).toBe(1);
    expect(stdout).toContain("Dhcp6 stands beside Dhcp4.");
    expect(stdout).toContain("Logging stands beside Dhcp4.");
  });
});

describe("The target", () => {
  const socket = (name: string) =>
    JSON.stringify({
      Dhcp4: { ...PARAMETERS, "control-socket": { "socket-type": "unix", "socket-name": name } },
    });
  const ELSEWHERE = socket("/var/run/kea/kea4-ctrl-socket");

  test.each([
    ["is not known: a warning", [], "warning KEAHA093"],
    ["is Debian's Kea: an error", ["--distribution", "debian"], "error KEAHA011"],
    ["has its sockets there", ["--directories", "run=/var/run/kea"], "Nothing found"],
    ["is started with -X", ["--no-path-restrictions"], "Nothing found"],
  ])("%s", (_, options, said) => {
    expect(checkText("target.conf", ELSEWHERE, ...options).stdout).toContain(said);
  });

  test("with -X of Kea 2.6 is none", () => {
    const { status, stderr } = checkText("target.conf", ELSEWHERE, "--no-path-restrictions", "--kea", "2.6");
    expect([status, stderr]).toEqual([
      2,
      "Error: --no-path-restrictions: Kea 2.6 has no -X, and always refuses files elsewhere.\n",
    ]);
  });

  test("of 2.6 refuses the sockets of 3.0 in one sentence", () => {
    const clients = [{ "user-file": "api", "password-file": "api" }];
    const http = { "socket-type": "http", authentication: { type: "basic", clients } };
    const text = JSON.stringify({ Dhcp4: { "renew-timer": 900, "control-sockets": [http] } });
    const { stdout } = checkText("target.conf", text, "--kea", "2.6");
    expect(stdout).toContain("error KEAHA060 unknown-key");
    expect(stdout).toContain("1 error, 0 warnings");
  });
});

describe("Silencing", () => {
  const lenient = SOUND.replace(/}$/, ",}");

  test("a warning alone is a finding", () => {
    const { status, stdout } = checkText("comma.conf", lenient);
    expect(status).toBe(1);
    expect(stdout).toContain("0 errors, 1 warning; 1 server checked.");
  });

  test("a silenced warning is counted, not shown", () => {
    const { status, stdout } = checkText("comma.conf", lenient, "--silence", "KEAHA903=our editor adds them");
    expect(status).toBe(0);
    expect(stdout).toBe("Nothing found; 1 silenced; 1 server checked.\n");
  });

  test.each([
    [
      "an error",
      "KEAHA001=because",
      "KEAHA001 (duplicate-host) is an error. Only warnings can be silenced. Write --silence CODE=REASON.",
    ],
    ["an unknown code", "KEAHA000=because", "there is no rule KEAHA000. Write --silence CODE=REASON."],
    ["a warning without a reason", "KEAHA903", "a reason is missing. Write --silence CODE=REASON."],
  ])("%s cannot be silenced so", (_, word, message) => {
    expect(checkText("sound.conf", SOUND, "--silence", word)).toEqual({
      status: 2,
      stdout: "",
      stderr: `Error: --silence ${word}: ${message}\n`,
    });
  });
});

describe("What cannot be read is said, and the rest is checked", () => {
  test.each([
    ["an empty file", "", "empty.conf:1:1: The file is empty."],
    [
      "a program",
      Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]),
      "empty.conf:1:1: A character that means nothing",
    ],
    [
      "a list with a configuration in it",
      '[{ "Dhcp4": {} }]',
      "empty.conf:1:1: The file is a list of configurations, which Kea refuses. Take its [ and ] away.",
    ],
    [
      "a list of several",
      '[{ "Control-agent": {} }, { "Dhcp4": {} }]',
      "empty.conf:1:1: The file is a list of configurations, which Kea refuses. Give each a file of its own.",
    ],
    ["some other JSON", '{ "name": "x" }', "empty.conf:1:1: The file holds no Dhcp4 or Dhcp6."],
    [
      "subnets without what they belong into",
      '[{ "subnet": "10.1.0.0/24" }, { "subnet": "10.2.0.0/24" }]',
      "It looks like a list of subnets, which belongs into Dhcp4",
    ],
    ["a refused config-get", '[{"result":1,"text":"denied"}]', 'It is a reply that says: "denied"'],
    ["a missing comma", '{ "Dhcp4": {\n "a": 1\n "b": 2 } }', "empty.conf:3:2: A comma is missing before"],
    [
      "a missing include",
      '{ "Dhcp4": <?include "no.inc"?> }',
      'empty.conf:1:12: The included file "no.inc" cannot be',
    ],
    ["an endless include", '<?include "/dev/zero"?>', "it is not a plain file."],
    ["deep nesting", "[".repeat(1_000_000), "empty.conf:1:101: The text is nested deeper than 100 levels"],
  ])("%s", (_, content, message) => {
    const { status, stdout, stderr } = checkText("empty.conf", content, "sound.conf");
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(status).toBe(2);
    expect(stdout).toContain("1 file could not be read");
  });

  test("a missing file and a directory", () => {
    expect(check(["nowhere.conf", "site"]).stderr).toBe(
      "Error: nowhere.conf: The file cannot be read: there is no such file.\n" +
        "Error: site: The file cannot be read: it is a directory.\n",
    );
  });

  test("a wrong option is no finding", () => {
    expect(check(["--kea", "1.0", "site/hub.conf"]).status).toBe(2);
    expect(check([]).status).toBe(2);
  });

  test("strings of some megabytes are cut short in messages", () => {
    const name = "x".repeat(3_000_000);
    const text = `{ "Dhcp4": { "subnet4": [ { "id": 1, "subnet": "${name}", "pools": [ { "pool": "${name}" } ] } ] } }`;
    const { status, stdout, stderr } = checkText("long.conf", text);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout.length).toBeLessThan(20_000);
  });
});
