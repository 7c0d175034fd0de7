import { parseAddress } from "../../ip";
import { defaultOf } from "../../schema/defaults";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const ddnsAddresses: Rule = {
  code: "KEAHA125",
  name: "ddns-addresses",
  severity: "error",
  reason: "Kea refuses DNS updates between addresses of two families, or from an address and port to itself.",
  source: "measured on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  kinds: ["dhcp-ddns"],
  *place(place) {
    const map: { readonly [key: string]: unknown } = place.map;
    const said = (key: string) => map[key] ?? defaultOf("dhcp-ddns", key, {});
    const [server, sender] = [said("server-ip"), map["sender-ip"] ?? ""];
    if (typeof server !== "string" || typeof sender !== "string" || sender === "") return;
    const [to, from] = [parseAddress(server), parseAddress(sender)];
    if (to === undefined || from === undefined) return;
    const same = to.first === from.first && said("server-port") === said("sender-port");
    if (to.bits === from.bits && !same) return;
    const how = same ? "one address and port" : "of two families";
    yield {
      path: [...place.path, "sender-ip"],
      message: `sender-ip ${plain(sender)} and server-ip ${plain(server)} of dhcp-ddns are ${how}.`,
      remedy: same ? "Change one of the ports: 0 for the sender is any." : "Use addresses of one family.",
    };
  },
};
