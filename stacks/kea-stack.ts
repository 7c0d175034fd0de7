import { LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * A stack whose state lies beside cdktf.out, by a relative path, so that checkouts can move. Replace
 * the backend by a remote one for a team.
 */
export class KeaStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../${id}.tfstate` });
  }
}
