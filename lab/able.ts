/** Whether this machine can run a lab, and if not, why. */
import { spawnSync } from "node:child_process";
import type { KeaRelease } from "./image/recipes";
import { isBuilt } from "./image/rootfs";

const NEEDED = ["unshare", "nsenter", "ip", "ssh-keygen", "flock"];

/** Undefined when labs work here; otherwise the reason, fit for "skipped: ...". */
export function whyNoLab(kea: KeaRelease): string | undefined {
  if (process.platform !== "linux") return "needs Linux";
  if (process.getuid?.() !== 0) return "needs root and network namespaces (not root)";
  const missing = NEEDED.filter((name) => spawnSync("sh", ["-c", 'command -v "$0"', name]).status !== 0);
  if (missing.length > 0) return `needs ${missing.join(", ")} (bash lab/setup.sh installs them)`;
  const trial = spawnSync("unshare", ["--net", "--mount", "--pid", "--fork", "--mount-proc", "true"]);
  if (trial.status !== 0) return "needs root and network namespaces (the kernel does not permit them here)";
  if (!isBuilt(kea)) return `needs the root file system of Kea ${kea} (bash lab/setup.sh ${kea})`;
  return undefined;
}
