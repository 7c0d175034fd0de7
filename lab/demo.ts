/** `npm run demo`: the article's five hosts deployed on real Kea, with clients in every relationship. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { statusText } from "../cli/status";
import { Lab } from "./lab";
import { askForLeases, CLIENTS } from "./load/traffic";
import { PROJECT } from "./places";
import { Deployment } from "./terraform/deployment";
import { providerSetup } from "./terraform/providers/environment";

const NAME = "demo";
const KEEP = process.argv.includes("--keep");
const PICTURE = ".lab/topology.svg";

const say = (text = "") => console.log(text);

async function main(): Promise<void> {
  const started = Date.now();
  say("1. Five Kea servers, as isolated hosts in network namespaces");
  const lab = await Lab.up({ name: NAME, keep: KEEP });
  const deployment = new Deployment(lab, NAME);
  try {
    say(`   Kea ${lab.keaVersion}: ${lab.keaHosts.join(", ")}; none of them is configured yet\n`);

    say(
      `2. cdktf deploy of main.ts (Terraform's providers are ${providerSetup()?.which === "real" ? "the real ones" : "stand-ins"})`,
    );
    await deploy(deployment);

    say("\n3. Clients ask for leases in every relationship");
    for (const [index, clients] of CLIENTS.entries()) {
      const server = Object.keys(clients.servers ?? {})[0] ?? "whoever hears it";
      const { second } = await askForLeases(lab, clients, server, 40, index + 1);
      say(`   ${clients.relationship}: ${second.received} of 40 clients got their lease`);
    }

    say("\n4. kea-ha status\n");
    const { healthy, relationships } = await deployment.status();
    say(statusText(relationships, { width: Infinity, colours: false }));
    const drawn = await deployment.keaHa("picture", deployment.stack);
    writeFileSync(join(PROJECT, PICTURE), drawn.stdout);
    say(`\nPicture of the topology: ${PICTURE}`);
    if (!healthy) throw new Error("not every relationship is healthy");
    say(`All healthy, ${Math.round((Date.now() - started) / 1000)} s.`);
    if (KEEP) sayHowToLookAround(deployment);
  } finally {
    if (!KEEP) {
      await lab.down();
      deployment.remove();
    }
  }
}

/** Deploys main.ts as it is, and shows what the rollout says while it runs. */
async function deploy(deployment: Deployment): Promise<void> {
  const source = readFileSync(join(PROJECT, "main.ts"), "utf8").replaceAll('from "./', `from "${PROJECT}/`);
  let rest = "";
  const { exitCode, stdout, stderr } = await deployment.deploy(source, {
    onOutput: (chunk) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const progress = /\(local-exec\): (.*)/.exec(stripVTControlCharacters(line))?.[1];
        if (progress && !progress.includes("Executing:")) say(`   ${progress.trimEnd()}`);
      }
    },
  });
  if (exitCode !== 0) throw new Error(`cdktf deploy ended with exit code ${exitCode}:\n${stdout}\n${stderr}`);
}

function sayHowToLookAround({ stack }: Deployment): void {
  const lab = (command: string) => `   npm run lab -- ${command} --name ${NAME}`;
  say("\nThe lab stays up. Look around:");
  say(lab("status"));
  say(lab("kea kea1 status-get"));
  say(lab("stop kea2"));
  say(`${lab("exec admin")} -- node ${PROJECT}/dist/kea-ha.cjs status ${stack}`);
  say("and stop it:");
  say(lab("down"));
}

main().catch((error: unknown) => {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
