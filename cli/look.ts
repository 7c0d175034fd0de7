import pc from "picocolors";

/** Colours and the width of the terminal. */
export interface Look {
  readonly width: number;
  readonly colours: boolean;
}

/** How what standard output shows is to look: a log is no terminal. */
export function lookHere(): Look {
  const { columns = 80, isTTY } = process.stdout;
  return {
    width: Math.min(Math.max(columns, 40), 100),
    colours: Boolean(isTTY) && pc.isColorSupported,
  };
}
