/**
 * What Kea 3.2.0 said (`-T`) of configurations of this project's generator, held against the rules. Kea 3.2
 * is in no distribution that a lab could be built from, so this is a record: of 1,181 configurations those
 * that the rules once judged otherwise, and enough others to have every key, and every rule that they break.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import { isMap, list, map } from "../../../kea/json";
import { disagreement, judge } from "../../lab/oracle-verdict";

const INTERFACES = ["", "*", "eth0", "eth1", "eth2"];

interface Recorded {
  readonly name: string;
  readonly family: Family;
  readonly accepted: boolean;
  readonly config: unknown;
}

/** Each line: name, release, family, `taken` or `refused`, the configuration. */
const recorded: readonly Recorded[] = readFileSync(join(__dirname, "kea-3.2.txt"), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [, name = "", family, verdict, config = ""] =
      /^(\S+) 3\.2\.0 (v4|v6) (taken|refused) (.*)$/.exec(line) ?? [];
    return {
      name,
      family: family as Family,
      accepted: verdict === "taken",
      config: JSON.parse(config) as unknown,
    };
  });

/** What Kea said of a host that lacks something: the record has no words. */
function lacking({ config, family }: Recorded): string {
  const root = map(map(config)[family === "v4" ? "Dhcp4" : "Dhcp6"]);
  const listened = list(map(root["interfaces-config"]).interfaces);
  const subnets = [root, ...list(root["shared-networks"]).map(map)].flatMap((owner) => [
    owner.interface,
    ...list(owner[family === "v4" ? "subnet4" : "subnet6"]).map((subnet) => map(subnet).interface),
  ]);
  const named = [...listened, ...subnets].filter((name) => typeof name === "string");
  if (named.some((name) => !INTERFACES.includes(name.split("/")[0]!.trim())))
    return "interface not present in the system";
  const hooks = list(root["hooks-libraries"]).filter(isMap);
  if (hooks.some(({ library }) => !/^libdhcp_\w+\.so$/.test(String(library))))
    return "libraries failed to validate";
  return JSON.stringify(config).includes('"basic-auth-user-file"') ? "bad user file" : "";
}

test("the rules say of configurations for Kea 3.2 what Kea 3.2.0 says", () => {
  const wrong = recorded.flatMap((one) => {
    const ours = judge(one, KeaVersion.V3_2);
    const how = disagreement(ours, { accepted: one.accepted, crashed: false, said: lacking(one) });
    return how === undefined ? [] : [`${one.name}: ${how}: ${ours.text.join("\n")}`];
  });
  expect(wrong).toEqual([]);
});

test("the record has configurations of both families, taken and refused", () => {
  const kinds = new Set(recorded.map(({ family, accepted }) => `${family} ${accepted}`));
  expect([...kinds].sort()).toEqual(["v4 false", "v4 true", "v6 false", "v6 true"]);
});
