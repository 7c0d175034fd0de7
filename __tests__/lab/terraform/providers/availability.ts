/** Whether this machine can run Terraform with providers, and how the test report says so. */
import { providerSetup } from "../../../../lab/terraform/providers/environment";
import { describeUnless } from "../../../support/describe-unless";
import { findTerraform } from "../../../../lab/terraform/providers/terraform";

const setup = providerSetup();
const obstacle = !findTerraform()
  ? "neither terraform nor tofu is on the PATH"
  : !setup && 'set-up did not run: "bash lab/setup.sh"';

/** `describe` for tests that need Terraform; skipped, with the reason, where there is none. */
export function describeWithProviders(name: string, tests: () => void): void {
  describeUnless(obstacle, setup ? `${name} (${setup.which} providers)` : name, tests);
}
