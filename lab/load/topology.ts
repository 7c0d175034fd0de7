/** The article's hosts, with relays whose addresses lie in no subnet: only the right servers answer them. */
import { ARTICLE } from "../network/article";
import type { LabHost, LabTopology } from "../network/topology";

/** Relay addresses in no subnet: one whose prefix has the address is answered by every server of that subnet. */
export const RELAYS = { net29: "10.29.0.1", net30: "10.30.0.1" } as const;

const relay = (name: string, network: string, interfaceName: string, address: string): LabHost => ({
  name,
  kind: "client",
  links: [{ network, interface: interfaceName, addresses: [`${address}/24`] }],
  gateways: [address.replace(/\d+$/, "254")],
});

function withRoutes(host: LabHost): LabHost {
  if (host.kind === "kea" && !host.gateways) return { ...host, gateways: ["172.28.0.1"] };
  if (host.kind !== "router") return host;
  const extra: Record<string, string> = { office: "10.29.0.254/24", core: "10.30.0.254/24" };
  const links = host.links.map((link) => ({ ...link, addresses: [...link.addresses, extra[link.network]!] }));
  return { ...host, links };
}

/** Clients: `client` broadcasts on the office network, `relay29` and `relay30` relay to all servers on theirs. */
export const LOAD: LabTopology = {
  networks: ARTICLE.networks,
  hosts: [
    ...ARTICLE.hosts.filter(({ name }) => name !== "relay").map(withRoutes),
    relay("relay29", "office", "enp0s8", RELAYS.net29),
    relay("relay30", "core", "enp0s3", RELAYS.net30),
  ],
};

/** Host and interface from which clients of each relationship come. */
export const LOAD_CLIENTS = {
  net28: { host: "client", interface: "enp0s8" },
  net29: { host: "relay29", interface: "enp0s8" },
  net30: { host: "relay30", interface: "enp0s3" },
} as const;
