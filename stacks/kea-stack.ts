import { LocalBackend, TerraformBackend, TerraformStack } from "cdktf";

/**
 * A stack whose state lies beside cdktf.out, by a relative path, so that checkouts can move. A backend
 * that is added to it, such as `new S3Backend(stack, { ... })`, takes the place of that.
 */
export class KeaStack extends TerraformStack {
  /** Called by synth, when all backends that users want are there. */
  override ensureBackendExists(): TerraformBackend {
    const isOwn = (backend: TerraformBackend) => TerraformStack.of(backend) === this;
    const added = this.node.findAll().filter(TerraformBackend.isBackend).find(isOwn);
    return added ?? new LocalBackend(this, { path: `../../../${this.node.id}.tfstate` });
  }
}
