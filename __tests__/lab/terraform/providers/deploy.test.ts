/** cdktf's own command line works with the providers that set-up chose. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describeWithProviders } from "./availability";
import { runIn } from "./module";

jest.setTimeout(120_000);

describeWithProviders("cdktf deploy", () => {
  const directory = mkdtempSync(join(tmpdir(), "kea-ha-deploy-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("creates a file and runs a rollout, and destroys both", async () => {
    const tsx = pathToFileURL(require.resolve("tsx"));
    const app = `node --import ${tsx} ${join(__dirname, "tiny-app.ts")}`;
    writeFileSync(
      join(directory, "cdktf.json"),
      JSON.stringify({ language: "typescript", app, sendCrashReports: "false" }),
    );
    const cdktf = join(__dirname, "../../../../node_modules/.bin/cdktf");
    const stack = join(directory, "cdktf.out/stacks/tiny");

    expect(await runIn(directory, cdktf, ["deploy", "--auto-approve"])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(stack, "kea/h1.json"), "utf8")).toBe("{}\n");
    expect(readFileSync(join(stack, "rollout"), "utf8")).toBe("rolled out\n");

    expect(await runIn(directory, cdktf, ["destroy", "--auto-approve"])).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(stack, "kea/h1.json"))).toBe(false);
  });
});
