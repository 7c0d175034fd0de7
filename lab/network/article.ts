/** The five hosts of ISC's hub-and-spoke article, with a router, clients and an admin host around them. */
import type { LabTopology } from "./topology";

const office = (interfaceName: string, ...addresses: string[]) => ({
  network: "office",
  interface: interfaceName,
  addresses: addresses.map((last) => `172.28.0.${last}/24`),
});
const core = (interfaceName: string, ...addresses: string[]) => ({
  network: "core",
  interface: interfaceName,
  addresses: addresses.map((last) => `192.168.20.${last}/24`),
});

/**
 * Clients: `relay` carries the article's relay addresses on both networks, after a first address that no subnet
 * lists as a relay (perfdhcp and Kea take an interface's first address as its own); `client` is a plain one.
 */
export const ARTICLE: LabTopology = {
  networks: ["office", "core"],
  hosts: [
    { name: "kea1", kind: "kea", links: [office("enp0s8", "253")], gateways: ["172.28.0.1"] },
    { name: "kea2", kind: "kea", links: [office("enp0s8", "254")], gateways: ["172.28.0.1"] },
    { name: "kea3", kind: "kea", links: [office("enp0s8", "220"), core("enp0s3", "220")] },
    { name: "kea4", kind: "kea", links: [office("enp0s8", "221"), core("enp0s3", "221")] },
    { name: "backup", kind: "kea", links: [core("enp0s3", "219")], gateways: ["192.168.20.1"] },
    {
      name: "relay",
      kind: "client",
      links: [
        office("enp0s8", "240", "249", "250", "251", "252"),
        core("enp0s3", "240", "249", "250", "251", "252"),
      ],
    },
    { name: "client", kind: "client", links: [office("enp0s8", "241")], gateways: ["172.28.0.1"] },
    { name: "admin", kind: "admin", links: [office("enp0s8", "242"), core("enp0s3", "242")] },
    { name: "router", kind: "router", links: [office("enp0s8", "1"), core("enp0s3", "1")] },
  ],
};
