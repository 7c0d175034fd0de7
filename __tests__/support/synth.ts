import { App, Testing, type TerraformStack } from "cdktf";
import { KeaStack } from "../../stacks";

/** Synthesizes one stack, validations included, and returns its Terraform JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Terraform JSON of any shape
export function synthStack(build: (stack: TerraformStack) => void): any {
  const stack = new KeaStack(Testing.stubVersion(new App({ stackTraces: false })), "stack");
  build(stack);
  return JSON.parse(Testing.synth(stack, true));
}

/** The findings that end a synth, one a line. */
export function synthErrors(build: (stack: TerraformStack) => void): string[] {
  try {
    synthStack(build);
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line.startsWith("["));
  }
  return [];
}

/**
 * The text of every file that a stack writes, by resource, as it stands in the Terraform JSON. What only
 * Terraform knows stays an expression.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Terraform JSON of any shape
export function fileTexts({ resource, locals }: any): Record<string, string> {
  const text = (content: string) => {
    const [, encoded, local] = /^\$\{sensitive\((jsonencode\()?local\.([\w-]+)\)+\}$/.exec(content) ?? [];
    if (local === undefined) throw new Error(`No local value: ${content}`);
    return encoded ? JSON.stringify(locals[local]) : String(locals[local]);
  };
  const files = Object.entries<{ content: string }>(resource.local_file);
  return Object.fromEntries(files.map(([address, { content }]) => [address, text(content)]));
}
