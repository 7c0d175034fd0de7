/** `npm run lab -- COMMAND`: a lab to try things in by hand. */
import { spawn } from "node:child_process";
import { Command, Option } from "commander";
import pc from "picocolors";
import { Lab } from "./lab";
import { isAlive } from "./network/namespaces";
import { DEFAULT_KEA, isKeaRelease, RECIPES } from "./image/recipes";
import { readRecord, recordedLabs } from "./record";

const program = new Command("lab")
  .description("Real Kea hosts in network namespaces of this machine, not reachable from outside.")
  .addOption(new Option("-n, --name <name>", "which lab").default("default"))
  .showHelpAfterError();

const lab = () => Lab.attach(program.opts<{ name: string }>().name);
const print = (value: unknown) =>
  console.log(typeof value === "string" ? value : JSON.stringify(value, null, 2));

program
  .command("up")
  .description("start the article's hosts; they stay until `down`")
  .addOption(
    new Option("--kea <version>", "Kea's version").choices(Object.keys(RECIPES)).default(DEFAULT_KEA),
  )
  .option("--v6", "also run kea-dhcp6", false)
  .option("--http", "also take commands over HTTP, with basic auth", false)
  .action(async ({ kea, v6, http }: { kea: string; v6: boolean; http: boolean }) => {
    if (!isKeaRelease(kea)) throw new Error(`no recipe for Kea ${kea}`);
    const started = Date.now();
    const made = await Lab.up({
      kea,
      name: program.opts<{ name: string }>().name,
      keep: true,
      families: v6 ? [4, 6] : [4],
      control: http ? "http" : "unix",
    });
    print(`lab ${made.name}: Kea ${made.keaVersion}, up in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    print(`hosts: ${made.topology.hosts.map(({ name }) => name).join(", ")}`);
    print(`ssh:   npm run lab -- exec admin -- ssh ${made.host(made.keaHosts[0]!).address}`);
    if (http) for (const host of made.keaHosts) print(`${host}: ${JSON.stringify(made.http(host))}`);
  });

program
  .command("list")
  .description("all labs on this machine")
  .action(() => {
    for (const name of recordedLabs()) {
      const record = readRecord(name)!;
      print(`${name}  Kea ${record.keaVersion}  ${isAlive(record.supervisor) ? pc.green("up") : "ended"}`);
    }
  });

program
  .command("status")
  .description("each host: is Kea running, and its HA states")
  .action(async () => {
    const here = lab();
    for (const host of here.keaHosts) print(`${host.padEnd(10)} ${await stateOf(here, host)}`);
  });

/** One line about a host's DHCPv4 server. */
async function stateOf(here: Lab, host: string): Promise<string> {
  if (!here.daemon(host).isRunning()) return pc.red("stopped");
  interface Relationship {
    readonly "ha-servers": { readonly local: { readonly "server-name": string; readonly state: string } };
  }
  const reply = await here.command(host, "status-get");
  const relationships = (reply.arguments?.["high-availability"] ?? []) as Relationship[];
  const states = relationships.map(({ "ha-servers": { local } }) => `${local["server-name"]} ${local.state}`);
  return `${pc.green("running")} ${states.join(", ")}`;
}

program
  .command("exec")
  .description("run a command on a host, after --, for example: exec admin -- ssh 172.28.0.253")
  .argument("<host>")
  .argument("<command...>")
  .action(async (name: string, command: string[]) => {
    const [file = "", ...args] = [...lab().host(name).enter(), ...command];
    const child = spawn(file, args, { stdio: "inherit" });
    process.exitCode = await new Promise<number>((resolve, reject) => {
      child.on("error", reject).on("close", (code) => resolve(code ?? 137));
    });
  });

program
  .command("kea")
  .description("send one command over a host's control socket, for example: kea kea1 status-get")
  .argument("<host>")
  .argument("<command>")
  .argument("[arguments]", "as JSON")
  .option("--v6", "to kea-dhcp6", false)
  .action(async (host: string, command: string, json: string | undefined, { v6 }: { v6: boolean }) => {
    const reply = await lab().command(
      host,
      command,
      json ? (JSON.parse(json) as unknown) : undefined,
      v6 ? 6 : 4,
    );
    print(reply);
    if (reply.result !== 0) process.exitCode = 1;
  });

const onHost = (name: string, description: string, act: (here: Lab, host: string) => Promise<void> | void) =>
  program
    .command(name)
    .description(description)
    .argument("<host>")
    .action((host: string) => act(lab(), host));

onHost("start", "start a host's Kea from its configuration file", (here, host) => here.startKea(host));
onHost("stop", "end a host's Kea in an orderly way", (here, host) => here.stopKea(host));
onHost("kill", "end a host's Kea as a crash does", (here, host) => here.killKea(host));
onHost("cut", "pull a host's cables", (here, host) => here.cut(host));
onHost("heal", "plug a host's cables in again", (here, host) => here.heal(host));
onHost("log", "what a host's kea-dhcp4 printed", (here, host) => print(here.keaLog(host)));

program
  .command("reset")
  .description("all hosts back to the first configuration, without leases")
  .action(() => lab().reset());

program
  .command("down")
  .description("end the lab and remove all of it")
  .action(() => lab().down());

program.parseAsync().catch((error: Error) => {
  console.error(pc.red(error.message));
  process.exitCode = 1;
});
