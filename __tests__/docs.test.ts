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

/** The anchors of a page, as GitHub makes them of its headings: without code, links and marks, numbered when taken. */
function anchorsOf(file: string): string[] {
  const text = readFileSync(file, "utf8").replace(/^```[^]*?^```/gm, "");
  const taken = new Map<string, number>();
  return [...text.matchAll(/^#+ +(.+?) *#*$/gm)].map(([, heading]) => {
    const words = heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
    const before = taken.get(anchor) ?? 0;
    taken.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** What is wrong with the links of a page. */
function brokenLinks(page: string, text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:)([^)\s]+)[^)]*\)/g)].flatMap(([, link]) => {
    const [path = "", anchor] = link!.split("#");
    const file = path === "" ? join(PROJECT, page) : join(PROJECT, dirname(page), path);
    if (!existsSync(file)) return [`${link}: no such file`];
    return anchor === undefined || anchorsOf(file).includes(anchor) ? [] : [`${link}: no such heading`];
  });
}

test.each(pages)("links in %s lead somewhere, down to the heading", (page) => {
  expect(brokenLinks(page, readFileSync(join(PROJECT, page), "utf8"))).toEqual([]);
});

test("a link to a heading that is not there is seen", () => {
  const text = "[one](#more) [two](#fewer) [three](docs/check.md#nothing) [four](docs/none.md#more)";
  expect(brokenLinks("README.md", text)).toEqual([
    "#fewer: no such heading",
    "docs/check.md#nothing: no such heading",
    "docs/none.md#more: no such file",
  ]);
});
