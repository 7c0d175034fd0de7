/** The program behind a stand-in provider; its argument says which one. For development only, never shipped. */
import { servePlugin, startedByTerraform } from "./plugin-server";
import { providerService } from "./provider-service";
import { STAND_INS } from "./stand-ins";

const [type = ""] = process.argv.slice(2);
const name = `hashicorp/${type}`;
const standIn = STAND_INS[type];

if (!standIn) {
  console.error(`There is no stand-in for ${name}.`);
  process.exitCode = 1;
} else if (!startedByTerraform()) {
  console.error(`This is a stand-in for the Terraform provider ${name}: Terraform starts it, people do not.`);
  process.exitCode = 1;
} else {
  // Terraform puts a provider's stderr into its log (TF_LOG).
  console.error(
    `Stand-in for ${name} ${standIn.version}, for development only: this is not the real provider.`,
  );
  servePlugin(providerService(name, standIn.resources), __dirname);
}
