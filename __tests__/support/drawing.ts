import { dejavuWidth } from "./dejavu";

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Point = readonly [x: number, y: number];

/** What a viewer sees of a picture, in its own coordinates; texts are as wide as in DejaVu Sans. */
export interface Drawing {
  readonly page: Area;
  /** Hosts' boxes, with what they hold. */
  readonly boxes: readonly {
    readonly title: string;
    readonly area: Area;
    readonly cells: readonly Area[];
    readonly texts: readonly Text[];
  }[];
  readonly lines: readonly { readonly title: string; readonly points: readonly Point[] }[];
  /** Colours of everything, by what they are for. */
  readonly colours: Readonly<Record<"text" | "surface" | "line", readonly string[]>>;
}

interface Text extends Area {
  readonly words: string;
}

/** Reads a picture that Graphviz drew. */
export function readDrawing(svg: string): Drawing {
  const groups = [
    ...svg.matchAll(/<g id="[^"]*" class="(node|edge)">\n<title>(.*?)<\/title>([^]*?)<\/g>/g),
  ].map(([, kind, title, body]) => ({ kind, title: decoded(title!), body: body! }));
  const nodes = groups.filter(({ kind }) => kind === "node");
  const edges = groups.filter(({ kind }) => kind === "edge");
  const attributes = (name: string, within: string) =>
    [...within.matchAll(new RegExp(` ${name}="(#[^"]*)"`, "g"))].map(([, colour]) => colour!);
  const tags = (name: string, within: string) => within.match(new RegExp(`<${name} [^>]*>`, "g")) ?? [];
  const shapes = (body: string) => [...tags("polygon", body), ...tags("path", body)];
  return {
    page: areaOf(points(tags("polygon", svg)[0]!)),
    boxes: nodes.map(({ title, body }) => {
      const [area, ...cells] = shapes(body)
        .map((tag) => areaOf(points(tag)))
        .sort((a, b) => size(b) - size(a));
      return { title, area: area!, cells, texts: texts(body) };
    }),
    lines: edges.map(({ title, body }) => ({ title, points: curve(points(tags("path", body)[0]!)) })),
    colours: {
      text: tags("text", svg).flatMap((tag) => attributes("fill", tag)),
      surface: shapes(nodes.map(({ body }) => body).join("")).flatMap((tag) => attributes("fill", tag)),
      line: edges.flatMap(({ body }) => tags("path", body).flatMap((tag) => attributes("stroke", tag))),
    },
  };
}

export const isInside = (a: Area, b: Area) =>
  a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
export const overlap = (a: Area, b: Area) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
export const holds = ({ left, top, right, bottom }: Area, [x, y]: Point, margin = 0) =>
  x > left - margin && x < right + margin && y > top - margin && y < bottom + margin;

const size = ({ left, top, right, bottom }: Area) => (right - left) * (bottom - top);

function texts(body: string): Text[] {
  return [...body.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, tag, content]) => {
    const value = (name: string) => Number(new RegExp(` ${name}="([^"]*)"`).exec(` ${tag}`)![1]);
    const words = decoded(content!);
    const [x, y, font] = [value("x"), value("y"), value("font-size")];
    if (!/text-anchor="start"/.test(tag!)) throw new Error(`"${words}" does not start where it stands`);
    const width = dejavuWidth(words, font, /font-weight="bold"/.test(tag!));
    return { words, left: x, right: x + width, top: y - 0.77 * font, bottom: y + 0.24 * font };
  });
}

function points(tag: string): Point[] {
  const numbers = / (?:points|d)="([^"]*)"/
    .exec(tag)![1]!
    .match(/-?\d+(\.\d+)?/g)!
    .map(Number);
  return Array.from(
    { length: numbers.length / 2 },
    (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const,
  );
}

function areaOf(corners: readonly Point[]): Area {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Points along Bézier curves, one after the other. */
function curve(controls: readonly Point[]): Point[] {
  const along: Point[] = [];
  for (let start = 0; start + 3 < controls.length; start += 3) {
    const [a, b, c, d] = controls.slice(start, start + 4) as [Point, Point, Point, Point];
    for (let t = 0; t <= 1; t += 1 / 32) {
      const at = (axis: 0 | 1) =>
        (1 - t) ** 3 * a[axis] +
        3 * (1 - t) ** 2 * t * b[axis] +
        3 * (1 - t) * t ** 2 * c[axis] +
        t ** 3 * d[axis];
      along.push([at(0), at(1)]);
    }
  }
  return along;
}

function decoded(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name]!);
}
