import { barOf, kindOf } from "./run/progress-lines";

/** Where lines go. */
interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Shows what a rollout writes: lines, and below them in a terminal how far it is. Elsewhere no control characters. */
export class Screen {
  private bar = "";

  constructor(
    private readonly output: Output,
    private readonly errors: Output,
  ) {}

  line(line: string): void {
    const kind = kindOf(line);
    if (kind === "state") return this.draw(barOf(line));
    const bar = this.bar;
    this.draw("");
    (kind === "error" ? this.errors : this.output).write(`${line}\n`);
    this.draw(bar);
  }

  /** Nothing follows. */
  end(): void {
    this.draw("");
  }

  private draw(bar: string): void {
    if (!this.output.isTTY || (bar === "" && this.bar === "")) return;
    this.bar = bar;
    // To the beginning of the line, and nothing of what was there.
    this.output.write(`\r\x1b[K${bar.slice(0, (this.output.columns ?? 80) - 1)}`);
  }
}
