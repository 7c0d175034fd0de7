/** One line per host and step, as it happens: the user's progress bar while Terraform applies. */
export class Progress {
  private readonly started = Date.now();

  constructor(
    private readonly write: (line: string) => void,
    private readonly width: number,
  ) {}

  /**
   * @param subject server or relationship.
   * @param what what happens to it, in a few words.
   */
  line(subject: string, what: string): void {
    const seconds = ((Date.now() - this.started) / 1000).toFixed(1).padStart(6);
    this.write(`${seconds}s  ${subject.padEnd(this.width)}  ${what}`);
  }
}
