/** The configuration that was used for the record: two files, and a rollout triggered by both. */
import { createHash } from "node:crypto";

/** What differs between the recorded situations. */
export interface Variation {
  /** Where the first host's pool ends. */
  readonly pool: number;
  /** Files without a hash in their names. */
  readonly stableNames?: boolean;
  /** A rollout that fails. */
  readonly failing?: boolean;
}

/** The module of one situation. */
export function configuration({ pool, stableNames = false, failing = false }: Variation): object {
  const hosts = [1, 2].map((id) => {
    const content = keaConfig(id, id === 1 ? pool : 200);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const filename = `\${path.module}/kea/h${id}${stableNames ? "" : `.${sha256.slice(0, 8)}`}.json`;
    const file = { filename, content, file_permission: "0640", directory_permission: "0750" };
    return { name: `h${id}`, sha256, file };
  });
  return {
    terraform: {
      required_providers: {
        local: { source: "hashicorp/local", version: "~> 2.6" },
        null: { source: "hashicorp/null", version: "~> 3.2" },
      },
    },
    resource: {
      local_file: Object.fromEntries(hosts.map(({ name, file }) => [name, file])),
      null_resource: {
        rollout: {
          triggers: Object.fromEntries(hosts.map(({ name, sha256 }) => [name, sha256])),
          depends_on: ["local_file.h1", "local_file.h2"],
          provisioner: [{ "local-exec": { command: failing ? "exit 1" : "true" } }],
        },
      },
    },
  };
}

function keaConfig(id: number, end: number): string {
  const subnet = { id, subnet: `10.0.${id}.0/24`, pools: [{ pool: `10.0.${id}.10-10.0.${id}.${end}` }] };
  return `${JSON.stringify({ Dhcp4: { subnet4: [subnet] } }, null, 2)}\n`;
}
