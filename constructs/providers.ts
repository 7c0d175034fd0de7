import { File } from "@cdktf/provider-local/lib/file";
import { LocalProvider } from "@cdktf/provider-local/lib/provider";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import type { TerraformStack } from "cdktf";

/** The generated provider classes, here and nowhere else. */
export { File, Resource };

const NEEDED = [
  { name: "local", version: "~> 2.6", add: (stack: TerraformStack) => new LocalProvider(stack, "local") },
  { name: "null", version: "~> 3.2", add: (stack: TerraformStack) => new NullProvider(stack, "null") },
];

/** To look for providers is to look through the whole stack: once is enough, for all topologies in it. */
const ENSURED = new WeakSet<TerraformStack>();

/**
 * Adds the providers that the stack lacks. Their version is a range, not the bindings' exact pin,
 * so that modules beside them may ask for a newer one.
 */
export function ensureProviders(stack: TerraformStack): void {
  if (ENSURED.has(stack)) return;
  ENSURED.add(stack);
  for (const { name, version, add } of NEEDED) {
    if (stack.allProviders().some((provider) => provider.terraformResourceType === name)) continue;
    add(stack);
    stack.addOverride(`terraform.required_providers.${name}.version`, version);
  }
}
