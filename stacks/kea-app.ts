import { AnnotationMetadataEntryType, App, type AppConfig, TerraformStack } from "cdktf";
import { LockFile } from "../constructs/lock-file";
import { few } from "../kea/words";

/** Set by cdktf's command line, which prints the annotations of what it synthesizes itself. */
const UNDER_CLI = "CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS";

/**
 * An app that prints what is wrong with it as it is told, without the stack of the program that found it,
 * and ends with exit code 1. Anything else that goes wrong is thrown, as ever. Warnings are printed as well, to
 * stderr, unless cdktf's command line runs the app and does so. The lock file is written when all stacks are right.
 */
export class KeaApp extends App {
  constructor(options: AppConfig = {}) {
    // With the places where constructs were made, every synth would differ from machine to machine.
    super({ stackTraces: false, ...options });
  }

  override synth(): void {
    const lock = LockFile.of(this);
    lock.waits = true;
    try {
      super.synth();
    } catch (error) {
      const [heading, ...lines] = (error as Error).message.split("\n");
      if (!/validation failed/i.test(heading!)) throw error;
      // cdktf ends with how to switch validations off.
      this.tell(lines.filter((line) => line.startsWith("  [")));
      process.exitCode = 1;
      return;
    }
    const problem = lock.isKeptBy(this.outdir) ? lock.write() : undefined;
    if (problem !== undefined) console.error(problem);
    const warnings = process.env[UNDER_CLI] === undefined ? this.warnings() : [];
    if (warnings.length > 0) console.error(["Synthesized, with warnings:", ...warnings].join("\n"));
  }

  /** cdktf looks at one stack after the other, and writes each that is right before it comes to the next. */
  private tell(problems: readonly string[]): void {
    const stacks = this.node.findAll().filter(TerraformStack.isStack);
    const paths = stacks.map(({ node }) => node.path);
    const at = paths.findIndex((path) =>
      problems.some((line) => line.startsWith(`  [${path}/`) || line.startsWith(`  [${path}]`)),
    );
    const [before, after] = at < 0 ? [[], []] : [paths.slice(0, at), paths.slice(at + 1)];
    const heading =
      before.length === 0
        ? "Nothing was synthesized:"
        : `Stack ${paths[at]} was not synthesized; ${few(before)} ${before.length === 1 ? "was" : "were"}, before it:`;
    const rest = after.length === 0 ? [] : [`Not looked at: ${few(after)}.`];
    console.error([heading, ...problems, ...rest].join("\n"));
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
