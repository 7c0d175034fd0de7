/** Like `describe`; where something is in the way, one skipped test says what. */
export function describeUnless(why: string | false | undefined, name: string, suite: () => void): void {
  if (why) describe(name, () => test.skip(`skipped: ${why}`, () => undefined));
  else describe(name, suite);
}
