import { File } from "@cdktf/provider-local/lib/file";
import { LocalProvider } from "@cdktf/provider-local/lib/provider";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { type TerraformProvider, TerraformStack } from "cdktf";

/** The generated provider classes, here and nowhere else. */
export { File, Resource };

const NEEDED = [
  { name: "local", version: "~> 2.6", Provider: LocalProvider },
  { name: "null", version: "~> 3.2", Provider: NullProvider },
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
  for (const { name, version, Provider } of NEEDED) {
    if (providersOf(stack).some((provider) => provider.terraformResourceType === name)) continue;
    const isTaken = stack.node.tryFindChild(name) !== undefined;
    const provider = new Provider(stack, isTaken ? `kea-ha-${name}` : name);
    // Not as an override of the stack, so that the user's own wins.
    Object.assign(provider.terraformGeneratorMetadata!, { providerVersion: version });
  }
}

/** Those of a stack inside of it are of no use to it. */
function providersOf(stack: TerraformStack): TerraformProvider[] {
  return stack.allProviders().filter((provider) => TerraformStack.of(provider) === stack);
}
