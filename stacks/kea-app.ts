import { AnnotationMetadataEntryType, App, type AppConfig, TerraformStack } from "cdktf";
import { AppTopologies } from "../constructs/app-topologies";

/** Set by cdktf's command line, which prints the annotations of what it synthesizes itself. */
const UNDER_CLI = "CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS";

/**
 * An app that prints what is wrong with it as it is told, without the stack of the program that found it,
 * and ends with exit code 1. Topologies are looked at before the first stack is written. Anything else that goes
 * wrong is thrown, as ever. Warnings are printed as well, to stderr, unless cdktf's command line runs the app and
 * does so.
 */
export class KeaApp extends App {
  constructor(options: AppConfig = {}) {
    // With the places where constructs were made, every synth would differ from machine to machine.
    super({ stackTraces: false, ...options });
  }

  override synth(): void {
    const topologies = AppTopologies.of(this);
    // A stack without topologies would be written before the first that has one is looked at.
    this.node
      .findAll()
      .filter(TerraformStack.isStack)
      .forEach((stack) => topologies.guard(stack));
    try {
      super.synth();
    } catch (error) {
      const [heading, ...lines] = (error as Error).message.split("\n");
      if (!/validation failed/i.test(heading!)) throw error;
      // cdktf ends with how to switch validations off.
      console.error(
        ["Nothing was synthesized:", ...lines.filter((line) => line.startsWith("  ["))].join("\n"),
      );
      process.exitCode = 1;
      return;
    }
    const warnings = process.env[UNDER_CLI] === undefined ? this.warnings() : [];
    if (warnings.length > 0) console.error(["Synthesized, with warnings:", ...warnings].join("\n"));
  }

  private warnings(): string[] {
    const lines = this.node
      .findAll()
      .flatMap(({ node }) =>
        node.metadata
          .filter(({ type }) => type === AnnotationMetadataEntryType.WARN)
          .map(({ data }) => `  [${node.path}] ${String(data)}`),
      );
    return [...new Set(lines)];
  }
}
