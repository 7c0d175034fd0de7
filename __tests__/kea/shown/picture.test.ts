import { instance } from "@viz-js/viz";
import type { Fleet } from "../../../kea/fleet/fleet";
import { type Changed, inBothSchemes, picture, pictures } from "../../../kea/shown/picture";
import { holds, isInside, overlap, readDrawing, type Drawing } from "../../support/drawing";
import { type Declared, fleetOf, hubAndSpokes } from "../../support/hub-and-spoke";

jest.setTimeout(30_000);

const draw = async (fleet: Fleet, changed?: Changed) =>
  inBothSchemes((await instance()).renderString(picture(fleet, changed), { format: "svg" }));

const address = (host: string) => `2001:db8:ffff:ffff:ffff:ffff:ffff:${host.length}`;

function pair(name: string, primary: string, standby: string, ...more: Declared["members"]): Declared {
  const members: Declared["members"] = [
    [primary, `${name}.${primary}`, "primary"],
    [standby, `${name}.${standby}`, "standby"],
    ...more,
  ];
  return { name, members, subnets: ["2001:db8:1234:5678::/64", "192.168.200.0/24"] };
}

const WIDE = "WWW@MMMM&Wmwmw<WWW>";
const fleets: [string, () => Fleet][] = [
  ["5 spokes", () => hubAndSpokes(5)],
  ["30 spokes", () => hubAndSpokes(30)],
  ["100 spokes", () => hubAndSpokes(100)],
  ["100 spokes without a backup", () => hubAndSpokes(100, { backup: false })],
  [
    "two hosts that stand by for each other",
    () => fleetOf([pair("east", "a", "b"), pair("west", "b", "a")], address),
  ],
  [
    "a ring of hosts with one backup",
    () =>
      fleetOf(
        ["a", "b", "c", "d"].map((host, i, all) =>
          pair(host, host, all[(i + 1) % 4]!, ["e", `${host}.e`, "backup"]),
        ),
        address,
      ),
  ],
  [
    "a hub that is the primary of all",
    () =>
      fleetOf(
        Array.from({ length: 12 }, (_, i) => pair(`north${i}`, "hub", `spoke${i}`)),
        address,
      ),
  ],
  [
    "two hubs with spokes each, in a chain",
    () =>
      fleetOf(
        [
          ...Array.from({ length: 7 }, (_, i) =>
            pair(`north${i}`, `n${i}`, "hub1", ["b", `n${i}.b`, "backup"]),
          ),
          ...Array.from({ length: 5 }, (_, i) =>
            pair(`south${i}`, `s${i}`, "hub2", ["b", `s${i}.b`, "backup"]),
          ),
          pair("middle", "hub1", "hub2"),
        ],
        address,
      ),
  ],
  ["names of wide characters", () => fleetOf([pair(WIDE, `${WIDE}1`, `${WIDE}2`)], address)],
  ["very long names", () => fleetOf([pair("x".repeat(300), "y".repeat(300), "z".repeat(300))], address)],
];

describe.each(fleets)("%s, in the widest common font", (_, fleet) => {
  let drawing: Drawing;
  let words: { words: string; left: number; right: number; top: number; bottom: number }[];
  beforeAll(async () => {
    drawing = readDrawing(await draw(fleet()));
    words = drawing.boxes.flatMap(({ texts }) => texts);
  });

  test("every text has room in its box, and in its row", () => {
    expect(words.length).toBeGreaterThan(0);
    const cramped = drawing.boxes.flatMap(({ title, area, cells, texts }) =>
      texts
        .filter((text) => [area, ...cells].some((cell) => overlap(text, cell) && !isInside(text, cell)))
        .map((text) => `${title}: ${text.words}`),
    );
    expect(cramped).toEqual([]);
  });

  test("no two texts lie over each other", () => {
    const clashes = words.flatMap((one, i) =>
      words.slice(i + 1).flatMap((other) => (overlap(one, other) ? [`${one.words} / ${other.words}`] : [])),
    );
    expect(clashes).toEqual([]);
  });

  test("no text lies on a line, and nothing is written on lines", () => {
    const crossed = drawing.lines.flatMap(({ title, points }) =>
      words
        .filter((text) => points.some((point) => holds(text, point, 2)))
        .map((text) => `${title}: ${text.words}`),
    );
    expect(crossed).toEqual([]);
  });

  test("no two boxes lie over each other, and no line runs under one", () => {
    const { boxes, lines, page } = drawing;
    const troubles = boxes.flatMap(({ title, area }) => [
      ...(isInside(area, page) ? [] : [`${title} is not on the page`]),
      ...boxes
        .filter((other) => other.title !== title && overlap(area, other.area))
        .map((other) => `${title} and ${other.title} lie over each other`),
      // Lines start and end at rows, a little inside of the box.
      ...lines
        .filter(({ points }) => points.some((point) => holds(area, point, -6)))
        .map((line) => `${line.title} runs under ${title}`),
    ]);
    expect(troubles).toEqual([]);
  });
});

test.each([5, 30, 100])(
  "lines between %d spokes, their hub and their backup run straight",
  async (spokes) => {
    const { lines } = readDrawing(await draw(hubAndSpokes(spokes)));
    expect(lines).toHaveLength(2 * spokes);
    const heights = lines.map(({ points }) => points.map(([, y]) => y));
    expect(heights.filter((all) => Math.max(...all) - Math.min(...all) > 1)).toEqual([]);
  },
);

test("a host's box says its name and address, and every member with its role, relationship and subnets", async () => {
  const { boxes } = readDrawing(await draw(hubAndSpokes(4)));
  const said = Object.fromEntries(boxes.map(({ title, texts }) => [title, texts.map(({ words }) => words)]));
  expect(said["oslo"]).toEqual([
    ...["oslo", "192.168.100.4", "oslo.oslo", "oslo · 10.4.0.0/24 and 3 more", "primary"],
  ]);
  expect(said["hq"]!.slice(0, 5)).toEqual(["hq", "192.168.100.5", "berlin.hq", "berlin", "standby"]);
  expect(said["vault"]!.slice(0, 5)).toEqual(["vault", "192.168.100.6", "berlin.vault", "berlin", "backup"]);
});

test("a member whose server is not known is a box of its own, with its URL", async () => {
  const { relationships } = hubAndSpokes(1);
  const only = relationships.map((one) => ({ ...one, sides: one.sides.slice(0, 1) }));
  const { boxes } = readDrawing(await draw({ servers: [], relationships: only }));
  const said = boxes.map(({ texts }) => texts.slice(0, 2).map(({ words }) => words));
  expect(said).toContainEqual(["berlin.hq", "http://192.168.100.2:8000/"]);
});

test("several topologies are drawn one below the other, each under its name, with hosts of their own", async () => {
  const parts = ["east/<a>", "west/b"].map((title) => ({ title, fleet: hubAndSpokes(2) }));
  const svg = inBothSchemes((await instance()).renderString(pictures(parts), { format: "svg" }));
  const titles = [...svg.matchAll(/ y="([^"]*)"[^>]*>((?:east|west)\/[^<]*)</g)];
  expect(titles.map(([, , title]) => title)).toEqual(expect.arrayContaining(["east/&lt;a&gt;", "west/b"]));
  const height = Object.fromEntries(titles.map(([, y, title]) => [title, Number(y)]));
  expect(height["east/&lt;a&gt;"]).toBeLessThan(height["west/b"]!);
  const { boxes, lines } = readDrawing(svg);
  expect(boxes.map(({ title }) => title).sort()).toEqual(
    ["1 east/<a>", "2 west/b"].flatMap((part) =>
      ["berlin", "hq", "lisbon", "vault"].map((host) => `${part} ${host}`),
    ),
  );
  expect(lines).toHaveLength(8);
  const under = boxes.filter(({ title }) => title.startsWith("2 west")).map(({ area }) => area.top);
  expect(Math.min(...under)).toBeGreaterThan(height["west/b"]!);
});

test("two topologies of one name are drawn as two", async () => {
  const parts = ["dhcp/a", "dhcp/a"].map((title) => ({ title, fleet: hubAndSpokes(2) }));
  const svg = (await instance()).renderString(pictures(parts), { format: "svg" });
  expect(readDrawing(svg).boxes).toHaveLength(8);
});

test("names that mean something to Graphviz or XML are drawn as they are", async () => {
  const host = 'a:n "q" \\N <b>&amp;</b>';
  const fleet = fleetOf([pair("r|{1}", host, "東京\u0007"), pair("r|{1}2", host, "東京\u0007")], address);
  const { boxes, lines } = readDrawing(await draw(fleet));
  expect(boxes.map(({ texts }) => texts[0]!.words)).toEqual([host, "東京 "]);
  expect(lines).toHaveLength(2);
});

test("a fleet without relationships is an empty page", async () => {
  expect(readDrawing(await draw({ servers: [], relationships: [] })).boxes).toEqual([]);
});

test("changed hosts and relationships are marked, and nothing else", async () => {
  const changed = { hosts: new Set(["oslo"]), relationships: new Set(["berlin"]) };
  const fleet = hubAndSpokes(4);
  const [plain, marked] = [picture(fleet).split("\n"), picture(fleet, changed).split("\n")];
  const different = marked.filter((line) => !plain.includes(line));
  expect(different.map((line) => line.replace(/ \[.*/, "").trim())).toEqual([
    ...['"berlin"', '"hq"', '"vault"', '"oslo"'],
    ...['"berlin":e -> "hq":member0:w', '"hq":member0:e -> "vault":member0:w'],
  ]);
  const { boxes } = readDrawing(await draw(fleet, changed));
  expect(
    boxes.flatMap(({ texts }) => texts.map(({ words }) => words).filter((words) => /changed/.test(words))),
  ).toEqual([
    "berlin · 10.1.0.0/24 · changed",
    ...["berlin · changed", "berlin · changed", "192.168.100.4 · changed"],
  ]);
});

describe("on light and dark pages", () => {
  const changed = { hosts: new Set(["hq"]), relationships: new Set(["berlin", "lisbon"]) };

  test.each(["light", "dark"])("texts and lines stand out, %s", async (scheme) => {
    const svg = await draw(hubAndSpokes(12), changed);
    const { text, surface, line } = readDrawing(svg).colours;
    const dark = new Map(
      [...svg.matchAll(/\[fill="(#\w+)"\]\{fill:(#\w+)\}/g)].map(([, from, to]) => [from!, to!] as const),
    );
    const shown = (colour: string) => (scheme === "light" ? colour : dark.get(colour)!);
    const stripes = new Set(line);
    const behind = new Set(surface.filter((colour) => !stripes.has(colour)));
    expect(behind.size).toBe(3);
    for (const one of new Set(text))
      for (const other of behind) expect(contrast(shown(one), shown(other))).toBeGreaterThan(4.5);
    for (const one of stripes) expect(contrast(shown(one), shown("#ffffff"))).toBeGreaterThan(3);
  });

  test("every colour has a dark one", async () => {
    const svg = await draw(hubAndSpokes(12), changed);
    const [, style, rest] = /<style>([^]*)<\/style>([^]*)/.exec(svg)!;
    const used = [...rest!.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour!);
    const unknown = used.filter((colour) => colour !== "none" && !style!.includes(`[fill="${colour}"]`));
    // Corners of boxes are drawn with a line that cannot be seen.
    expect(new Set(unknown)).toEqual(new Set());
    expect(style).toContain("prefers-color-scheme: dark");
  });
});

/** WCAG 2's contrast of two colours, 1 to 21. */
function contrast(one: string, other: string): number {
  const [a, b] = [one, other].map((colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const value = parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  });
  return (Math.max(a!, b!) + 0.05) / (Math.min(a!, b!) + 0.05);
}
