import { type Fleet, type FleetMember, membersOf, type RelationshipView, subnetsOf } from "./fleet/fleet";
import { list } from "./json";

/** Colours of relationships, told apart also by people who see few colours. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f7f7f"];

/**
 * Draws a topology as a Graphviz document: a box per host, in it a coloured box per member, an arrow
 * per relationship from the primary to its partner, dotted lines to the backups.
 */
export function picture({ relationships }: Fleet): string {
  const colour = new Map(relationships.map((r, index) => [r, COLOURS[index % COLOURS.length]!]));
  const hosts = new Map<string, { relationship: RelationshipView; member: FleetMember }[]>();
  for (const relationship of relationships) {
    for (const member of membersOf(relationship)) {
      const host = hostOf(member);
      hosts.set(host, [...(hosts.get(host) ?? []), { relationship, member }]);
    }
  }
  const nodes = [...hosts].map(([host, entries]) => {
    const address = entries
      .map(({ member }) => list(member.server?.addresses)[0])
      .find((a) => a !== undefined);
    const rows = entries.map(
      ({ relationship, member }) =>
        `<tr><td port="${escape(member.name)}" bgcolor="${colour.get(relationship)}" cellpadding="7"><font color="white"><b>${escape(member.name)}</b>&#160; ${escape(member.role ?? "")}</font></td></tr>`,
    );
    const head = `<tr><td><b>${escape(host)}</b><br/><font point-size="10" color="#555555">${escape(String(address ?? ""))}</font></td></tr>`;
    return `  ${quote(host)} [label=<<table border="1" cellborder="0" cellspacing="4" cellpadding="4" color="#444444" bgcolor="white">${head}${rows.join("")}</table>>];`;
  });
  const edges = relationships.flatMap((relationship) => {
    const members = membersOf(relationship);
    const primary = members.find((member) => member.role === "primary");
    if (!primary) return [];
    return members
      .filter((member) => member !== primary)
      .map((member) => {
        const backup = member.role === "backup";
        const label = backup ? "" : `, label=<${subnetLabel(relationship)}>`;
        return `  ${end(primary)} -> ${end(member)} [color="${colour.get(relationship)}", fontcolor="${colour.get(relationship)}", style=${backup ? "dotted" : "solid"}, penwidth=${backup ? 1.5 : 2}${label}];`;
      });
  });
  return [
    "digraph topology {",
    "  graph [rankdir=LR, nodesep=0.4, ranksep=1.2, bgcolor=white, pad=0.3];",
    '  node [shape=plain, fontname="Helvetica,Arial,sans-serif", fontsize=12];',
    '  edge [fontname="Helvetica,Arial,sans-serif", fontsize=11, arrowsize=0.8];',
    ...nodes,
    ...edges,
    "}",
    "",
  ].join("\n");
}

function subnetLabel(relationship: RelationshipView): string {
  const subnets = relationship.sides[0] ? subnetsOf(relationship.sides[0]) : [];
  const shown = subnets.slice(0, 3).map(({ prefix }) => escape(prefix ?? "?"));
  const more = subnets.length > shown.length ? [`and ${subnets.length - shown.length} more`] : [];
  return [`<b>${escape(relationship.name)}</b>`, ...shown, ...more].join("<br/>");
}

function hostOf(member: FleetMember): string {
  return member.server?.host ?? `${member.name} (${member.url ?? "no URL"})`;
}

const end = (member: FleetMember) => `${quote(hostOf(member))}:${quote(member.name)}`;
const quote = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
const escape = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
