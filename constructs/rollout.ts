import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AssetType, TerraformAsset, TerraformResource, TerraformStack } from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import type { Construct } from "constructs";
import type { Component } from "../kea/model/components";
import { serverName } from "../kea/model/family";
import type { Manifest, ManifestServer } from "../kea/model/manifest";
import type { RolloutPolicy } from "../kea/model/rollout-policy";
import type { Topology } from "../kea/model/topology";
import { clean, type RenderedServer } from "../kea/rendering/render";
import { type Content, jsonContent, shortHash } from "./content";
import { File, Resource } from "./providers";
import { withShares } from "./shares";

/** Terraform address of a component's rollout. */
export function rolloutAddress(topology: string, component: string): string {
  return `null_resource.${logicalId(topology, "rollout", component)}`;
}

/** What a topology becomes. */
export interface Rendered {
  readonly topology: Topology;
  readonly servers: readonly RenderedServer[];
  /** Servers serve nobody any more when the topology is destroyed. */
  readonly retireOnDestroy: boolean;
  /** How it goes through the servers. */
  readonly policy: RolloutPolicy;
}

/**
 * One component's resources: a configuration file per server, the manifest, and the rollout that
 * runs again when a configuration changes.
 *
 * @returns what has which Terraform address.
 */
export function addRollout(
  scope: Construct,
  { topology, servers, policy, retireOnDestroy }: Rendered,
  component: Component,
  dependencies: readonly string[],
): Map<string, string> {
  const addresses = new Map<string, string>();
  const triggers: Record<string, string> = {};
  const configurations: Record<string, unknown> = {};
  const files: File[] = [];
  const entries: ManifestServer[] = [];
  for (const { host, family, config } of servers) {
    if (!component.hosts.includes(host.name)) continue;
    const name = serverName(host.name, family);
    const content = jsonContent(scope, `${name}-content`, withShares(config, host.kea));
    const file = `${name}.${shortHash(content)}.json`;
    files.push(addFile(scope, topology.name, name, file, content));
    addresses.set(`local_file.${logicalId(topology.name, name)}`, `the file of ${name}`);
    triggers[name] = content.sha256;
    configurations[name] = content.value;
    entries.push({
      host: host.name,
      family,
      kea: host.kea,
      where: host.where,
      addresses: host.addresses,
      directories: host.settings[family].directories ?? {},
      config: file,
      control: host.control[family],
      formerControl: host.formerControl?.[family],
      retired: host.retired && true,
    });
  }

  const manifest: Manifest = {
    format: 1,
    component: `${topology.name}/${component.name}`,
    servers: entries,
    relationships: component.relationships.map(({ name, where, family, members }) => ({
      name,
      where,
      family,
      members: members.map((member) => ({ host: member.host, name: member.name })),
    })),
    policy: Object.values(policy).some((value) => value !== undefined) ? policy : undefined,
  };
  const id = `rollout-${component.name}`;
  triggers["pending"] = pendingTrigger(`kea/${topology.name}/${id}.pending.json`);
  const content = jsonContent(scope, `${id}-content`, clean(manifest));
  const file = addFile(scope, topology.name, id, `${id}.${shortHash(content)}.json`, content);

  const rollout = new Resource(scope, `${id}-run`, {
    triggers,
    provisioners: [
      {
        type: "local-exec",
        // No shell: the program and its one argument go to node as they are.
        interpreter: ["node", `\${path.module}/${program(TerraformStack.of(scope))}`],
        command: file.filenameInput!,
      },
    ],
  });
  rollout.dependsOn = [...waitFor([...files, file]), ...dependencies];
  rollout.overrideLogicalId(logicalId(topology.name, "rollout", component.name));
  const deployed = new Deployed(scope, `${id}-deployed`, rollout, configurations);
  deployed.overrideLogicalId(logicalId(topology.name, "deployed", component.name));
  if (retireOnDestroy) {
    const retirement = new Retirement(scope, `${id}-retirement`, file, files);
    retirement.overrideLogicalId(logicalId(topology.name, "retirement", component.name));
  }
  addresses.set(`local_file.${logicalId(topology.name, id)}`, `the manifest of rollout ${component.name}`);
  addresses.set(rolloutAddress(topology.name, component.name), `rollout ${component.name}`);
  return addresses;
}

/**
 * What the last rollout that succeeded brought to the servers, in Terraform's state: a plan shows the
 * structural difference from there on any machine, with no file of before, also after a rollout that failed.
 */
class Deployed extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    rollout: Resource,
    private readonly configurations: Record<string, unknown>,
  ) {
    // Replaced before the old one goes, it keeps what is deployed when the rollout fails.
    const lifecycle = { createBeforeDestroy: true };
    super(scope, id, { terraformResourceType: "terraform_data", dependsOn: [rollout], lifecycle });
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { triggers_replace: this.configurations };
  }
}

/**
 * Lets a component's servers serve nobody when it is destroyed. What changes in it is changed in its place: a
 * rollout is replaced with every change, and would then be destroyed as well.
 */
class Retirement extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly manifest: File,
    files: readonly File[],
  ) {
    super(scope, id, {
      terraformResourceType: "terraform_data",
      provisioners: [
        {
          type: "local-exec",
          when: "destroy",
          interpreter: ["node", `\${path.module}/${program(TerraformStack.of(scope))}`, "--retire"],
          // A provisioner of what is destroyed may ask nobody but itself.
          command: "${self.input}",
        },
      ],
    });
    this.dependsOn = waitFor([...files, manifest]);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { input: this.manifest.filenameInput };
  }
}

/**
 * A file of the stack's directory. What changes in it is shown by {@link Deployed}, and kept out of the
 * plan here. Synth writes the file as well, so that a machine without yesterday's files has none to make.
 */
function addFile(scope: Construct, topology: string, name: string, file: string, content: Content): File {
  const path = `kea/${topology}/${file}`;
  const resource = new File(scope, `${name}-file`, {
    filename: `\${path.module}/${path}`,
    content: content.hidden,
    filePermission: "0640",
    directoryPermission: "0750",
  });
  resource.overrideLogicalId(logicalId(topology, name));
  const { literal } = content;
  if (literal !== undefined)
    addCustomSynthesis(resource, {
      onSynthesize: ({ outdir, manifest }) =>
        write(join(outdir, manifest.forStack(TerraformStack.of(scope)).workingDirectory, path), literal),
    });
  return resource;
}

/** What a resource depends on, as text: tokens for it, which remember where they were made, are dear. */
const waitFor = (files: readonly File[]) =>
  files.map((file) => `${file.terraformResourceType}.${file.friendlyUniqueId}`);

function write(path: string, text: string): void {
  // Reading costs a fifth of writing, and most of a topology is as it was.
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
  writeFileSync(path, text, { mode: 0o640 });
}

/** Readable and stable addresses, whatever the construct tree looks like. */
function logicalId(...parts: string[]): string {
  return parts.join("_");
}

/**
 * What an earlier rollout left for the next one, as soon as a server answers that did not: nothing that is
 * declared changes then. Empty where nothing was ever left.
 */
function pendingTrigger(path: string): string {
  const file = `"\${path.module}/${path}"`;
  return `\${fileexists(${file}) ? jsondecode(file(${file})).since : ""}`;
}

/** Copies the rollout program into the stack's directory, once per stack. */
function program(stack: TerraformStack): string {
  const id = "kea-ha-rollout";
  const there = stack.node.tryFindChild(id) as TerraformAsset | undefined;
  if (there) return there.path;
  const candidates = [join(__dirname, "../rollout.cjs"), join(__dirname, "../dist/rollout.cjs")];
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path === undefined)
    throw new Error(`The rollout program is not built (${candidates[1]}): run npm run build.`);
  return new TerraformAsset(stack, id, { path, type: AssetType.FILE }).path;
}
