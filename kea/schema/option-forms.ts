import type { Family } from "../model/family";
import { plain } from "../words";
import { fieldsMisfit, type Misfit } from "./option-data";

/** Options whose text has a form of its own: what their data is called in the table, and how it is read. */
export const FORMS: ReadonlyMap<string, (data: string, family: Family) => Misfit | undefined> = new Map([
  ["routes", routes],
  ["dnr", resolver],
]);

const OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const IPV4 = `${OCTET}(\\.${OCTET}){3}`;
const ROUTE = new RegExp(`^${IPV4}/(3[0-2]|[12]?\\d)\\s*-\\s*${IPV4}$`);

function routes(data: string): Misfit | undefined {
  const listed = data.split(",").filter((route) => route !== "");
  if (listed.length > 0 && listed.every((route) => ROUTE.test(route.trim()))) return undefined;
  return { is: `has data ${plain(data)}`, takes: "Write routes: 10.229.0.128/25 - 10.229.0.1." };
}

/** An encrypted resolver: priority, name, addresses with spaces between them, parameters. */
function resolver(data: string, family: Family): Misfit | undefined {
  for (const one of data.split("|")) {
    const [priority = "", name = "", addresses, parameters] = one
      .split(/(?<!\\),/)
      .map((part) => part.trim());
    const misfit =
      fieldsMisfit({ fields: ["uint16"], array: false }, priority, family) ??
      fieldsMisfit({ fields: ["fqdn"], array: false }, name, family) ??
      (addresses === undefined
        ? undefined
        : fieldsMisfit(
            { fields: [`ip${family}-address`], array: true },
            addresses.replace(/\s+/g, ","),
            family,
          ));
    const odd = parameters?.split(/\s+/).find((pair) => !/^[a-z0-9-]+=./.test(pair));
    if (misfit !== undefined || odd !== undefined) {
      return {
        is: misfit?.is ?? `has ${plain(odd!)} where a parameter is needed`,
        takes: `Write a priority, a name, addresses and parameters: 2, dot1.example.org., ${family === "v4" ? "10.0.2.3" : "2001:db8::1"}, alpn=dot.`,
      };
    }
  }
  return undefined;
}
