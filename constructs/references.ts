import { Lazy, TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/**
 * Shows cdktf, before any stack is written, what resources that come only at synth will refer to.
 * A reference to another stack becomes an output there and a remote state here; cdktf looks for those
 * once, before aspects run.
 */
export class References extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly tokens: () => unknown[],
  ) {
    super(scope, id);
  }

  override toTerraform(): unknown {
    return {
      references: Lazy.anyValue({ produce: ({ preparing }) => (preparing ? this.tokens() : undefined) }),
    };
  }
}
