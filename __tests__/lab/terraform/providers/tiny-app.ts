/** The smallest app with both providers, for `deploy.test.ts`. */
import { File } from "@cdktf/provider-local/lib/file";
import { LocalProvider } from "@cdktf/provider-local/lib/provider";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, TerraformStack } from "cdktf";

const app = new App();
const stack = new TerraformStack(app, "tiny");
new LocalProvider(stack, "local");
new NullProvider(stack, "null");
const file = new File(stack, "file", { filename: "${path.module}/kea/h1.json", content: "{}\n" });
new Resource(stack, "rollout", {
  triggers: { h1: "1" },
  dependsOn: [file],
  provisioners: [{ type: "local-exec", command: "echo rolled out > rollout" }],
});
app.synth();
