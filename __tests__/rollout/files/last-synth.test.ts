import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ofLastSynth } from "../../../rollout/files/last-synth";

const directory = mkdtempSync(join(tmpdir(), "kea-ha-last-synth-"));
afterAll(() => rmSync(directory, { recursive: true }));

const manifest = (stack: string, name: string) => join(directory, stack, "kea/dhcp", name);
function stack(name: string, terraform: string): void {
  mkdirSync(join(directory, name, "kea/dhcp"), { recursive: true });
  writeFileSync(join(directory, name, "cdk.tf.json"), terraform);
}

test("of what several synths wrote, the last one's manifest is the one that Terraform would run", () => {
  stack("a", '"filename": "${path.module}/kea/dhcp/rollout-net.22222222.json"');
  const all = ["11111111", "22222222"].map((hash) => manifest("a", `rollout-net.${hash}.json`));
  expect(ofLastSynth(all)).toEqual([all[1]]);
});

test("a manifest whose hash only Terraform knows is the last one's", () => {
  stack("b", '"filename": "${path.module}/kea/dhcp/rollout-net.${substr(sha256(local.x), 0, 8)}.json"');
  const one = manifest("b", "rollout-net.11111111.json");
  expect(ofLastSynth([one])).toEqual([one]);
});

test("without Terraform's file beside them, none is known to be of an earlier synth", () => {
  const one = manifest("c", "rollout-net.11111111.json");
  expect(ofLastSynth([one])).toEqual([one]);
});
