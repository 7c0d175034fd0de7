/**
 * How cdktf marks what only Terraform knows in the values that it gives to programs: in a text, as the one entry
 * of a list, as the one key of a map, or as a number of a size that nobody counts with.
 */
import type { JsonMap } from "./json";

const NAME = "TfToken[";
const TEXT_MARK = /(\$\{TfToken\[[^\]]*\]\})/;
const LIST_MARK = /#\{TfToken\[[^\]]*\]\}/g;
const ANY_MARK = /[$#&]\{TfToken\[[^\]]*\]\}/g;
const NUMBER_MARK = /-\d\.\d+e\+\d{3}/g;

/** Whether a text has a mark in it. */
export const hasMark = (text: string) => text.includes(NAME);

/** Whether a map is the mark of one. */
export function isMapMark(value: JsonMap): boolean {
  for (const key in value) return key.startsWith(`&{${NAME}`);
  return false;
}

/** The marks of lists in a text: rendering takes one for an entry, so that it ends up wherever entries do. */
export const listMarks = (text: string): readonly string[] =>
  hasMark(text) ? (text.match(LIST_MARK) ?? []) : [];

/** A text in its parts: the marks of texts, and what is between them. */
export const partsOf = (text: string) => text.split(TEXT_MARK).filter((part) => part !== "");

/** Escapes `${` for Terraform, but that of marks. */
export const escapeAllButMarks = (text: string) => text.replace(/\$\{(?!TfToken\[)/g, () => "$${");

/** A text with something else in the place of each mark in it. */
export function replaceMarks(text: string, by: (mark: string | number) => string): string {
  return text.replace(ANY_MARK, by).replace(NUMBER_MARK, (digits) => by(Number(digits)));
}

/** The first characters of a text; a mark is among them as a whole or not at all. */
export function firstOf(text: string, length: number): string {
  const isCut = (start: number, mark: string) => start < length && start + mark.length > length;
  const marks = hasMark(text) ? [...text.matchAll(ANY_MARK)] : [];
  return text.slice(0, marks.find(({ index, 0: mark }) => isCut(index, mark))?.index ?? length);
}
