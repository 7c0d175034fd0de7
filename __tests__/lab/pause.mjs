// Loaded into a program before it starts (`node --import`): holds it up at given points until it is told to go on.
// Who only shows what another process does is left alone.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";

const { directory, points } = JSON.parse(process.env.KEA_HA_PAUSES);
let next = 0;

/** Stands still when this is the next point: a line that was printed, or a command that was sent to Kea. */
function pass(kind, text) {
  const point = points[next];
  if (!isWorker || point?.[kind] === undefined || !new RegExp(point[kind]).test(text)) return;
  const file = join(directory, String(next++));
  writeFileSync(`${file}.reached`, "");
  const clock = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(`${file}.go`)) Atomics.wait(clock, 0, 0, 5);
  const signal = readFileSync(`${file}.go`, "utf8");
  if (signal) process.kill(process.pid, signal);
}

const isWorker = process.env.KEA_HA_WORKER !== undefined;

const print = process.stdout.write;
process.stdout.write = function (chunk, ...rest) {
  const printed = print.call(this, chunk, ...rest);
  pass("line", String(chunk));
  return printed;
};

const send = net.Socket.prototype.write;
net.Socket.prototype.write = function (chunk, ...rest) {
  const text = String(chunk);
  const command = /(?:^|\r\n\r\n)\{\s*"command":\s*"([\w-]+)"/.exec(text)?.[1];
  const sent = () => command && pass("sent", `${command} ${text}`);
  if (!text.startsWith("POST ")) {
    const written = send.call(this, chunk, ...rest);
    sent();
    return written;
  }
  // HTTP writes before it is connected.
  const [encoding] = rest.filter((one) => typeof one === "string");
  const then = rest.find((one) => typeof one === "function");
  return send.call(this, chunk, encoding, (error) => {
    sent();
    then?.(error);
  });
};
