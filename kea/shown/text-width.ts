/** The widest that a character gets in the common sans-serif fonts' bold faces, in sizes of the font. */
const WIDEST: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[ijl.,:;' ·]/, 0.43],
  [/[frtI|!()[\]-]/, 0.56],
  [/[a-eghknopqsuvxyz0-9/\\_$?"*]/, 0.73],
  [/[A-HJ-LN-VX-Z&#+=<>~^`{}]/, 0.93],
  [/[mwMW@]/, 1.12],
];
/** Of anything else. */
const ANY_OTHER = 1.35;
const REGULAR = 0.91;

/** How wide a text can get, in the unit of the font's size: in DejaVu Sans and Verdana, wider than others. */
export function widthOf(text: string, size: number, weight: "bold" | "regular" = "regular"): number {
  const ems = [...text].map(
    (character) => WIDEST.find(([characters]) => characters.test(character))?.[1] ?? ANY_OTHER,
  );
  return ems.reduce((sum, width) => sum + width, 0) * size * (weight === "bold" ? 1 : REGULAR);
}

/** At most `longest` characters of a text in one line. */
export function cut(text: string, longest: number): string {
  const characters = [...text.replace(/\p{Cc}/gu, " ")];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : characters.join("");
}
