import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readFleet } from "../../../../kea/fleet/read";
import { Family } from "../../../../kea/model/family";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { DHCP_RULES } from "../../../../kea/rules/dhcp";
import { judge } from "../../../../kea/rules/frame";

const RECORDED = join(__dirname, "../../config-get");

test.each([
  ["2.6.3-v4.json", Family.V4, KeaVersion.V2_6],
  ["2.6.3-v6.json", Family.V6, KeaVersion.V2_6],
  ["3.0.4-v4.json", Family.V4, KeaVersion.V3_0],
  ["3.0.4-v6.json", Family.V6, KeaVersion.V3_0],
])("what Kea itself says that it runs has every key and type right (%s)", (file, family, kea) => {
  const { declared, running } = JSON.parse(readFileSync(join(RECORDED, file), "utf8"));
  for (const config of [declared, running]) {
    const fleet = readFleet([{ host: "kea", family, kea, config }]);
    const found = judge(DHCP_RULES, fleet).map(([{ code }, { message }]) => [code, message]);
    expect(found).toEqual([]);
  }
});
