import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { drawSvg } from "../cli/picture";
import { readFleet } from "../kea/fleet/read";
import { Family } from "../kea/model/family";
import { EVERY_RULE } from "../kea/rules";
import { rulesPage } from "../kea/rules/page";
import { configurations, PROJECT, synthArticle } from "./support/article";
import { fileTexts } from "./support/synth";

/** With `UPDATE_DOCS=1` what is generated is written instead of compared. */
function isUpToDate(file: string, text: string): void {
  if (process.env.UPDATE_DOCS) writeFileSync(join(PROJECT, file), text);
  expect(readFileSync(join(PROJECT, file), "utf8")).toBe(text);
}

const pages = readdirSync(PROJECT, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".md") && !/node_modules|\.lab|cdktf\.out|^dist/.test(file),
);

test("README's example is the one that is compiled and synthesized", () => {
  const example = readFileSync(join(PROJECT, "examples/hub-and-spoke.ts"), "utf8");
  const readme = readFileSync(join(PROJECT, "README.md"), "utf8");
  const shown = /cat > main\.ts <<'END'\n([^]*?)END\n/.exec(readme)?.[1];
  expect(shown).toBe(example.replace('from "../stacks"', 'from "cdktf-kea-ha/stacks"'));
});

test("README's picture shows the topology of main.ts", async () => {
  const terraform = synthArticle();
  const manifest = JSON.parse(fileTexts(terraform)["dhcp_rollout-net28"]!);
  const configs = Object.entries(configurations(terraform)).map(([host, config]) => ({
    ...{ host, family: Family.V4, config },
    addresses: manifest.servers.find((server: { host: string }) => server.host === host).addresses,
  }));
  isUpToDate("docs/topology.svg", await drawSvg(readFleet(configs, manifest.relationships)));
}, 30_000);

test("the list of rules is complete", () => {
  isUpToDate("docs/rules/README.md", rulesPage(EVERY_RULE));
});

test.each(pages)("links in %s lead somewhere", (page) => {
  const text = readFileSync(join(PROJECT, page), "utf8");
  for (const [, target] of text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
    expect([target, existsSync(join(PROJECT, dirname(page), target!))]).toEqual([target, true]);
  }
});
