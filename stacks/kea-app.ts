import { App, type AppConfig } from "cdktf";

/**
 * An app that prints what is wrong with it as it is told, without the stack of the program that found it,
 * and ends with exit code 1. Anything else that goes wrong is thrown, as ever.
 */
export class KeaApp extends App {
  constructor(options: AppConfig = {}) {
    // With the places where constructs were made, every synth would differ from machine to machine.
    super({ stackTraces: false, ...options });
  }

  override synth(): void {
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
    }
  }
}
