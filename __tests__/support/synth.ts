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
