import type { Command } from "commander";

/** Lists a command's exit codes below its help, as wide as the rest of it. */
export function withExitCodes(
  command: Command,
  codes: readonly (readonly [code: string, meaning: string])[],
): Command {
  return command.addHelpText("after", () => {
    const help = command.createHelp();
    help.prepareContext({ helpWidth: command.configureOutput().getOutHelpWidth?.() });
    const width = Math.max(...codes.map(([code]) => code.length));
    return ["\nExit codes:", ...codes.map(([code, text]) => help.formatItem(code, width, text, help))].join(
      "\n",
    );
  });
}
