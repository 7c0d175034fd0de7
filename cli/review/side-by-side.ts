import { diffLines, diffWordsWithSpace } from "diff";

/** A line of one side, in pieces of which some are not on the other side. */
export interface Line {
  readonly number: number;
  readonly pieces: readonly { readonly text: string; readonly differs: boolean }[];
}

/** A row of both sides, or lines that are left out since they are alike. */
export type Row =
  | { readonly kind: "same" | "changed"; readonly before?: Line; readonly after?: Line }
  | { readonly kind: "left out"; readonly lines: number };

/** Lines around a difference. */
const CONTEXT = 3;

/** Two texts, side by side, with a few lines around each difference. */
export function sideBySide(before: string, after: string): Row[] {
  const rows: Row[] = [];
  let [left, right] = [0, 0];
  const whole = (number: number, text: string): Line => ({ number, pieces: [{ text, differs: false }] });
  const parts = diffLines(before, after).map(({ added, removed, value }) => ({
    ...{ added, removed },
    lines: value.replace(/\n$/, "").split("\n"),
  }));
  parts.forEach((part, index) => {
    if (part.added && parts[index - 1]?.removed) return;
    if (!part.added && !part.removed) {
      for (const text of part.lines)
        rows.push({ kind: "same", before: whole(++left, text), after: whole(++right, text) });
      return;
    }
    const next = part.removed && parts[index + 1]?.added ? parts[index + 1]!.lines : [];
    const [old, fresh] = part.removed ? [part.lines, next] : [[], part.lines];
    for (let at = 0; at < Math.max(old.length, fresh.length); at++) {
      const [was, is] = [old[at], fresh[at]];
      const pieces = was !== undefined && is !== undefined ? diffWordsWithSpace(was, is) : undefined;
      const side = (number: number, text: string, other: "added" | "removed"): Line => ({
        number,
        pieces: pieces
          ? pieces
              .filter((piece) => !piece[other])
              .map((piece) => ({ text: piece.value, differs: piece.added || piece.removed }))
          : [{ text, differs: false }],
      });
      rows.push({
        kind: "changed",
        ...(was !== undefined && { before: side(++left, was, "added") }),
        ...(is !== undefined && { after: side(++right, is, "removed") }),
      });
    }
  });
  return withoutMuchAlike(rows);
}

function withoutMuchAlike(rows: readonly Row[]): Row[] {
  const near = new Set<number>();
  rows.forEach(({ kind }, index) => {
    if (kind === "changed") for (let at = index - CONTEXT; at <= index + CONTEXT; at++) near.add(at);
  });
  const found: Row[] = [];
  rows.forEach((row, index) => {
    const last = found.at(-1);
    if (near.has(index)) found.push(row);
    else if (last?.kind === "left out") found[found.length - 1] = { ...last, lines: last.lines + 1 };
    else found.push({ kind: "left out", lines: 1 });
  });
  return found;
}
