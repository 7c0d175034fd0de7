import { Screen } from "../../rollout/screen";

function screen(isTTY: boolean, columns?: number) {
  const said = { output: "", errors: "" };
  const output = { isTTY, ...(columns && { columns }), write: (text: string) => (said.output += text) };
  return { said, screen: new Screen(output, { write: (text: string) => (said.errors += text) }) };
}

const STATE = "~ 6 of 12 servers done, about 40 s left";
const LINE = "  12.3s  wave 2 of 3  sets site1";

test("in a log there are lines and no control characters, and errors are where errors go", () => {
  const { said, screen: shown } = screen(false);
  for (const line of [LINE, STATE, "Error: kea1: no answer.", LINE]) shown.line(line);
  shown.end();
  expect(said).toEqual({ output: `${LINE}\n${LINE}\n`, errors: "Error: kea1: no answer.\n" });
});

test("in a terminal a bar stands below the lines until the end", () => {
  const { said, screen: shown } = screen(true);
  const bar = "[############............] 6 of 12 servers done, about 40 s left";
  shown.line(STATE);
  shown.line(LINE);
  expect(said.output).toBe(`\r\x1b[K${bar}\r\x1b[K${LINE}\n\r\x1b[K${bar}`);
  shown.end();
  expect(said.output.endsWith("\r\x1b[K")).toBe(true);
});

test("a narrow terminal has a short bar", () => {
  const { said, screen: shown } = screen(true, 21);
  shown.line(STATE);
  expect(said.output).toBe("\r\x1b[K[############.......");
});
