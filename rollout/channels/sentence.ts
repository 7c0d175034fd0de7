/** Somebody else's words as the end of a sentence of ours: one line, one full stop. */
export function sentence(words: string): string {
  const line = words.trim().replaceAll(/\s+/g, " ");
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
