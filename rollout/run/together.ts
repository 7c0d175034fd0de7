/** What is being done for many: who wants the same meanwhile waits for the same end. */
export class Together<Result> {
  private readonly running = new Map<string, Promise<Result>>();

  do(what: string, action: () => Promise<Result>): Promise<Result> {
    const running = this.running.get(what) ?? action().finally(() => this.running.delete(what));
    this.running.set(what, running);
    return running;
  }
}
