/** Keeps tests on this machine: whatever dials further fails, and is written down. */
import { Socket } from "node:net";

/** This machine, and names that are reserved for leading nowhere. */
const HERE = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3}|.*\.invalid)$/;

/** What keeps the network off until it is told to let go. */
export interface NetworkOff {
  /** The hosts that were dialled. */
  readonly dialled: readonly string[];
  readonly restore: () => void;
}

/** The host that a socket is to connect to; undefined for a path. */
function hostOf([first, second]: readonly unknown[]): string | undefined {
  if (typeof first === "object" && first !== null) {
    const { host, path } = first as { readonly host?: string; readonly path?: string };
    return path === undefined || path === null ? (host ?? "localhost") : undefined;
  }
  if (Number.isNaN(Number(first))) return undefined;
  return typeof second === "string" ? second : "localhost";
}

export function networkOff(): NetworkOff {
  const dialled: string[] = [];
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    // Node's own modules pass all arguments as one list.
    const host = hostOf(Array.isArray(args[0]) ? args[0] : args);
    if (host === undefined || HERE.test(host)) return Reflect.apply(connect, this, args);
    dialled.push(host);
    const refusal = new Error(`A unit test dials ${host}: it may reach nothing but this machine.`);
    process.nextTick(() => this.destroy(refusal));
    return this;
  };
  return { dialled, restore: () => (Socket.prototype.connect = connect) };
}
