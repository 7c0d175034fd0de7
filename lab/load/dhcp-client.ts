/** Runs a real DHCP client once, without touching the configuration of the interface it runs on. */
import type { Host } from "../network/host";
import type { Family } from "../kea/daemon";

export interface ClientLease {
  readonly address: string;
  /** The server that gave the address (v4). */
  readonly server?: string;
  /** Everything the client printed. */
  readonly raw: string;
}

/** Busybox' client calls this with the event; the lease is read from what the client prints itself. */
const NO_SCRIPT = "/bin/true";

export async function runDhcpClient(
  host: Host,
  interfaceName: string,
  family: Family,
): Promise<ClientLease | undefined> {
  if (family === 6) return runDhcpcd6(host, interfaceName);
  const { stdout, stderr } = await host.exec(
    // Up to four tries of two seconds, then give up; end after the first lease.
    ["udhcpc", "-i", interfaceName, "-f", "-q", "-n", "-t", "4", "-T", "2", "-s", NO_SCRIPT],
    { timeout: 15_000 },
  );
  const raw = stdout + stderr;
  const [, address, server] = /lease of ([\d.]+) obtained(?: from ([\d.]+))?/.exec(raw) ?? [];
  return address ? { address, server, raw } : undefined;
}

async function runDhcpcd6(host: Host, interfaceName: string): Promise<ClientLease | undefined> {
  // A test run prints the lease that it got and configures nothing. The lease stays with the server.
  const { stdout, stderr } = await host.exec(
    [...["dhcpcd", "-6", "--oneshot", "--test", "--noipv6rs", "--ia_na", "--timeout", "12"], interfaceName],
    { timeout: 20_000 },
  );
  const raw = stdout + stderr;
  const address = /^new_dhcp6_ia_na1_ia_addr1='?([0-9a-f:]+)/m.exec(raw)?.[1];
  return address ? { address, raw } : undefined;
}
