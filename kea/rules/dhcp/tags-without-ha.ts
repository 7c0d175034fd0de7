import { lacksHa } from "../../fleet/hooks";
import { subnetLabel } from "../../fleet/labels";
import type { Rule } from "../rule";

export const tagsWithoutHa: Rule = {
  code: "KEAHA154",
  name: "tags-without-ha",
  severity: "warning",
  reason:
    "Without the HA library Kea does not read ha-server-name: the server answers for all its subnets, beside whoever else does.",
  source:
    "Kea manual, Hub and Spoke Configuration; Kea itself does not read user-context (measured on 3.0.4)",
  *server(server) {
    const [first, ...more] = server.subnets.filter(({ haServerTag }) => typeof haServerTag === "string");
    if (first === undefined || !lacksHa(server)) return;
    yield {
      path: first.path,
      message: `${subnetLabel(first.map)}${more.length > 0 ? ` and ${more.length} more have` : " has"} ha-server-name, and libdhcp_ha.so is not loaded.`,
      remedy: "Load it, with the server's relationships; or take ha-server-name away.",
    };
  },
};
