/** Somebody else wrote the text: no character of it may move the cursor or change the terminal. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- those are the ones
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
