import { type Fleet, type FleetMember, membersOf, type RelationshipView, subnetsOf } from "../fleet/fleet";
import { list } from "../json";
import { cut, widthOf } from "./text-width";

/** What a picture marks as changed, by name. */
export interface Changed {
  readonly hosts?: ReadonlySet<string>;
  readonly relationships?: ReadonlySet<string>;
}

/** A relationship as it is drawn. */
interface Drawn {
  readonly relationship: RelationshipView;
  readonly members: readonly FleetMember[];
  readonly colour: string;
  readonly changed: boolean;
}

/** A member's row in its host's box. */
interface Row extends Drawn {
  readonly member: FleetMember;
  readonly port: string;
}

interface Box {
  readonly node: string;
  readonly host: string;
  readonly address: string;
  readonly changed: boolean;
  readonly rows: Row[];
}

/** Every colour: on a light page, and what stands for it on a dark one. */
const PAGE = ["#ffffff", "#0d1117"] as const;
const BOX = ["#fcfcfd", "#161b22"] as const;
const BORDER = ["#8c959f", "#6e7681"] as const;
const ROW = ["#eef1f4", "#262c36"] as const;
const INK = ["#1f2328", "#e6edf3"] as const;
const FAINT_INK = ["#57606a", "#a0a8b2"] as const;
const CHANGED = ["#fff1b8", "#4d3a06"] as const;
const CHANGED_BORDER = ["#9a6700", "#e3b341"] as const;
/** Of relationships; told apart also by people who see few colours. */
const COLOURS = [
  ["#0072b2", "#4fb0ea"],
  ["#d55e00", "#ff8d3f"],
  ["#009e73", "#2fd0a4"],
  ["#c2649a", "#e59ac4"],
  ["#a87900", "#f0b429"],
  ["#3a9bd0", "#8ad0f7"],
  ["#8c564b", "#c99388"],
  ["#6b6f75", "#b4b9c0"],
] as const;

const FONT = "Helvetica,Arial,sans-serif";

/** Points. */
const NAME = 12;
const SMALL = 10;
const PADDING = 5;
const SPACING = 4;
const ROW_HEIGHT = 40;
/** Between boxes. */
const GAP = 8;
const LINES_HEIGHT = ROW_HEIGHT - 2 * PADDING;
/** Of a host with many: they are as far apart as hosts with one member each, so that lines run straight. */
const TALL_ROW_HEIGHT = ROW_HEIGHT + SPACING + GAP + 2;
/** A host with more members than these stands across from a column of hosts with one member each. */
const FEW_MEMBERS = 3;
/** Longer texts are cut. */
const LONGEST = 40;

/**
 * Draws a topology as a Graphviz document: a box per host, in it a row per member in its relationship's
 * colour, an arrow per relationship from the primary to its partner, and from there dotted ones to the
 * backups. Nothing is written on lines, and every text has room for the widest common font.
 */
export function picture(fleet: Fleet, changed: Changed = {}): string {
  return page(parts(fleet, changed, ""));
}

/** Several of them, each under its title: hosts of the same name are others there. */
export function pictures(all: readonly { readonly title: string; readonly fleet: Fleet }[]): string {
  // Graphviz begins at the bottom.
  return page(
    [...all]
      .reverse()
      .flatMap(({ title, fleet }, index) => [
        `  subgraph cluster_${index} {`,
        `  graph [peripheries=0, labeljust=l, fontsize=${NAME}, fontname="${FONT}", fontcolor="${INK[0]}", label=<<b>${escape(cut(title, 2 * LONGEST))}</b>>];`,
        ...parts(fleet, {}, `${all.length - index} ${title} `),
        "  }",
      ]),
  );
}

function page(statements: readonly string[]): string {
  return [
    "digraph topology {",
    `  graph [rankdir=LR, nodesep=${(GAP / 72).toFixed(4)}, ranksep=0.6, bgcolor="${PAGE[0]}", pad=0.2];`,
    `  node [shape=plain, fontname="${FONT}", fontsize=${NAME}, fontcolor="${INK[0]}"];`,
    "  edge [arrowsize=0.8];",
    ...statements,
    "}",
    "",
  ].join("\n");
}

/** @param before what the names of nodes begin with. */
function parts({ relationships }: Fleet, changed: Changed, before: string): string[] {
  const drawn = relationships.map((relationship, index) => ({
    relationship,
    members: membersOf(relationship),
    colour: COLOURS[index % COLOURS.length]![0],
    changed: changed.relationships?.has(relationship.name) ?? false,
  }));
  const boxes = new Map<string, Box>();
  for (const one of drawn) {
    for (const member of one.members) {
      const { host, address } = placeOf(member);
      const name = `${host} ${member.server ? "" : address}`.trim();
      const isChanged = changed.hosts?.has(host) ?? false;
      const box = boxes.get(name) ?? {
        node: quote(before + name),
        host,
        address,
        changed: isChanged,
        rows: [],
      };
      boxes.set(name, box);
      box.rows.push({ ...one, member, port: `member${box.rows.length}` });
    }
  }
  const all = [...boxes.values()];
  const crowded = all.some(({ rows }) => rows.length > FEW_MEMBERS);
  const low = crowded ? all.filter(({ rows }) => rows.length === 1) : [];
  const rowHeight = crowded ? TALL_ROW_HEIGHT : ROW_HEIGHT;
  return [
    ...all.map((box) => {
      const [head, ...rows] = low.includes(box)
        ? cellsOf(box, widthsOf(low), ROW_HEIGHT)
        : cellsOf(box, stacked(widthsOf([box])), rowHeight);
      return `  ${box.node} [label=<${table(box, low.includes(box) ? [head + rows.join("")] : [head, ...rows])}>];`;
    }),
    ...edges(drawn.flatMap(linesOf), all, low),
  ];
}

/** Fits a picture that Graphviz drew to dark pages too. */
export function inBothSchemes(svg: string): string {
  const all = [PAGE, BOX, BORDER, ROW, INK, FAINT_INK, CHANGED, CHANGED_BORDER, ...COLOURS];
  const rules = all.map(
    ([light, dark]) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`,
  );
  const style = `<style>\n@media (prefers-color-scheme: dark) {\n${rules.join("\n")}\n}\n</style>`;
  return svg.replace(/<svg[^>]*>/, (start) => `${start}\n${style}`);
}

/** A line from one member to another. */
interface Line {
  readonly from: FleetMember;
  readonly to: FleetMember;
  readonly looks: string;
}

function linesOf({ members, colour, changed }: Drawn): Line[] {
  const primary = members.find(({ role }) => role === "primary");
  if (!primary) return [];
  const isBackup = ({ role }: FleetMember) => role === "backup";
  // Either of the two that serve sends to the backups; from the partner the way is shorter.
  const sender = members.find((member) => member !== primary && !isBackup(member)) ?? primary;
  return members
    .filter((member) => member !== primary)
    .map((to) => ({
      ...{ from: isBackup(to) ? sender : primary, to },
      looks: `color="${colour}", style=${isBackup(to) ? "dotted" : "solid"}, penwidth=${changed ? 4 : 2}`,
    }));
}

/** Every line as an edge from a host's right side to the left side of one further right. */
function edges(lines: readonly Line[], boxes: readonly Box[], low: readonly Box[]): string[] {
  const places = new Map(
    boxes.flatMap((box) =>
      // A low box has its host's name at the left, so that a line to its row would cross it.
      box.rows.map(({ member, port }) => [
        member,
        { ...box, end: box.node + (low.includes(box) ? "" : `:${port}`) },
      ]),
    ),
  );
  const next = new Map<string, Set<string>>();
  const leads = (from: string, to: string): boolean => {
    const seen = new Set([from]);
    for (const node of seen) for (const further of next.get(node) ?? []) seen.add(further);
    return seen.has(to);
  };
  return lines.map(({ from, to, looks }) => {
    const [tail, head] = [places.get(from)!, places.get(to)!];
    const backwards = leads(head.node, tail.node);
    const [left, right] = backwards ? [head, tail] : [tail, head];
    next.set(left.node, (next.get(left.node) ?? new Set()).add(right.node));
    return `  ${left.end}:e -> ${right.end}:w [${looks}${backwards ? ", dir=back" : ""}];`;
  });
}

/** Widths of what boxes hold, so that boxes of one kind are equally wide. */
interface Widths {
  readonly head: number;
  readonly member: number;
  readonly role: number;
}

function widthsOf(boxes: readonly Box[]): Widths {
  const rows = boxes.flatMap((box) => box.rows);
  return {
    head: Math.max(0, ...boxes.map((box) => widthOfTwo(box.host, besideHost(box)))),
    member: Math.max(0, ...rows.map((row) => widthOfTwo(row.member.name, detailsOf(row)))),
    role: Math.max(0, ...rows.map(({ member }) => widthOf(roleOf(member), SMALL))),
  };
}

/** Rows under a head are as wide as it is, or Graphviz would spread what they hold. */
const stacked = (widths: Widths): Widths => ({
  ...widths,
  member: Math.max(widths.member, widths.head - widths.role),
});

/** A cell for the host, and one for each member. */
function cellsOf(box: Box, widths: Widths, height: number): [head: string, ...rows: string[]] {
  const rows = box.rows.map(
    (row) =>
      `<td port="${row.port}"><table border="0" cellborder="0" cellspacing="0" cellpadding="0" bgcolor="${(row.changed ? CHANGED : ROW)[0]}"><tr>` +
      `<td width="6" height="${height}" fixedsize="true" bgcolor="${row.colour}"></td>` +
      twoLines(row.member.name, detailsOf(row), widths.member) +
      `<td align="left" width="${Math.ceil(widths.role) + PADDING}">${small(roleOf(row.member))}</td>` +
      "</tr></table></td>",
  );
  return [twoLines(box.host, besideHost(box), widths.head, box.changed ? CHANGED[0] : BOX[0]), ...rows];
}

const table = ({ changed }: Box, rows: readonly string[]) =>
  `<table border="1" color="${(changed ? CHANGED_BORDER : BORDER)[0]}" bgcolor="${BOX[0]}" style="rounded" ` +
  `cellborder="0" cellspacing="${SPACING}" cellpadding="0">${rows.map((row) => `<tr>${row}</tr>`).join("")}</table>`;

const besideHost = ({ address, changed }: Box) =>
  [address, changed ? "changed" : ""].filter(Boolean).join(" · ");

/** What a member's row says besides its name and role; the subnets once, where they are served. */
function detailsOf({ relationship, members, member, changed }: Row): string {
  const serves = member === (members.find(({ role }) => role === "primary") ?? members[0]);
  const parts = [
    cut(relationship.name, LONGEST),
    serves ? subnetsIn(relationship) : "",
    changed ? "changed" : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

function subnetsIn(relationship: RelationshipView): string {
  const subnets = relationship.sides[0] ? subnetsOf(relationship.sides[0]) : [];
  const [first] = subnets;
  if (!first) return "";
  return cut(first.prefix ?? "?", LONGEST) + (subnets.length > 1 ? ` and ${subnets.length - 1} more` : "");
}

/** A name and what belongs to it, one above the other, at the left of a space that is wide enough in any font. */
function twoLines(name: string, details: string, width: number, colour?: string): string {
  const space = Math.ceil(width) + PADDING;
  const texts = [`<b>${escape(cut(name, LONGEST))}</b>`, small(details)].filter(Boolean);
  const lines = texts.map((one) => `<tr><td align="left" width="${space}">${one}</td></tr>`);
  return (
    `<td cellpadding="${PADDING}"${colour ? ` bgcolor="${colour}"` : ""}><table align="left" border="0" cellborder="0" cellspacing="1" cellpadding="0" ` +
    `fixedsize="true" width="${space + 2}" height="${LINES_HEIGHT}">${lines.join("")}</table></td>`
  );
}

function widthOfTwo(name: string, details: string): number {
  return Math.max(widthOf(cut(name, LONGEST), NAME, "bold"), widthOf(details, SMALL));
}

const roleOf = ({ role }: FleetMember) => cut(role ?? "", LONGEST);

const small = (text: string) =>
  text && `<font point-size="${SMALL}" color="${FAINT_INK[0]}">${escape(text)}</font>`;

/** The host of a member; for one whose server is not known, its name and where it should be. */
function placeOf({ name, url, server }: FleetMember): { host: string; address: string } {
  if (!server) return { host: name, address: cut(url ?? "no URL", LONGEST) };
  const [address] = list(server.addresses);
  return { host: server.host, address: cut(String(address ?? ""), LONGEST) };
}

/** A node's name; Graphviz reads backslashes in its own way, wherever they stand. */
const quote = (text: string) => `"${text.replace(/\\/g, "&#92;").replace(/"/g, '\\"')}"`;
const escape = (text: string) =>
  text.replace(
    /[&<>"\\]/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\\": "\\\\" })[c]!,
  );
