/** The lab's ssh identities: one admin key pair, one host key per host, and the configuration that trusts them. */
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { must } from "../process";
import { addressesOf, type LabHost } from "./topology";

/** Files of the admin's ssh client. */
export interface AdminSsh {
  /** Private key that every host accepts for root. */
  readonly key: string;
  readonly knownHosts: string;
  /** For `ssh -F`; inside the lab it is part of the system's own configuration already. */
  readonly config: string;
}

const keygen = (file: string, comment: string) =>
  must("lab keys", ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file]);

/** Makes all keys; `hostDir` says where a host's own files go. */
export async function makeKeys(
  state: string,
  hosts: readonly LabHost[],
  hostDir: (host: LabHost) => string,
): Promise<AdminSsh> {
  const ssh: AdminSsh = {
    key: join(state, "admin_key"),
    knownHosts: join(state, "known_hosts"),
    config: join(state, "ssh", "lab.conf"),
  };
  await mkdir(join(state, "ssh"), { recursive: true });
  await keygen(ssh.key, "lab-admin");
  const lines = await Promise.all(
    hosts.map(async (host) => {
      const file = join(hostDir(host), "ssh_host_key");
      await keygen(file, host.name);
      await copyFile(`${ssh.key}.pub`, join(hostDir(host), "authorized_keys"));
      const [type, key] = (await readFile(`${file}.pub`, "utf8")).split(" ");
      return `${addressesOf(host).join(",")} ${type} ${key}`;
    }),
  );
  await writeFile(ssh.knownHosts, lines.join("\n") + "\n");
  await writeFile(
    ssh.config,
    [
      "# The lab's hosts, by address.",
      `Match originalhost ${hosts.flatMap(addressesOf).join(",")}`,
      "  User root",
      `  IdentityFile ${ssh.key}`,
      "  IdentitiesOnly yes",
      `  UserKnownHostsFile ${ssh.knownHosts}`,
      "  StrictHostKeyChecking yes",
      "",
    ].join("\n"),
  );
  return ssh;
}
