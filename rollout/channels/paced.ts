import type { Json } from "../../kea/json";
import type { Channel, Reply } from "./channel";
import { Slots } from "./slots";

/** Kea works on one command at a time: more of them would only wait there instead of here. */
const AT_A_TIME = 2;
/** Milliseconds after which a command that is not answered keeps no other one from being sent. */
const PATIENCE_MS = 1_000;

/**
 * A channel that sends few commands at a time. Each has a connection of its own, and a Kea that has 1,024 files
 * open ends with the next one: a hub of a hundred relationships has most of them open already.
 */
export class PacedChannel implements Channel {
  private readonly slots = new Slots(AT_A_TIME, PATIENCE_MS);

  constructor(private readonly channel: Channel) {}

  send(command: string, args?: Json, timeoutMs?: number): Promise<Reply> {
    // An answer that had to wait here would look late, and its server dead.
    const isUrgent = command === "status-get";
    return this.slots.run(() => this.channel.send(command, args, timeoutMs), isUrgent);
  }

  close(): Promise<void> {
    return this.channel.close();
  }
}
