// Stands in for ssh: forwards between two paths on this machine and tells its process id. Put first in PATH.
// Another one (-O forward) asks it at its control path for one more forwarding.
import { appendFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import process from "node:process";

const words = process.argv.slice(2);
const after = (word) => words[words.indexOf(word) + 1];
const unescape = (path) => path.replace(/\\(.)/g, "$1").replace(/%%/g, "%");

function forward(forwarding) {
  const [local, remote] = forwarding.split(/(?<!\\):/).map(unescape);
  const server = createServer((socket) => {
    const far = connect(remote);
    far.on("error", () => {
      process.stderr.write("channel 1: open failed: connect failed: open failed\r\n");
      socket.destroy();
    });
    socket.on("error", () => far.destroy());
    socket.pipe(far).pipe(socket);
  }).listen(local);
  return { local, server };
}

if (words.includes("-O")) {
  connect(unescape(after("-S")))
    .end(after("-L"))
    .resume();
} else {
  const shared = words.find((word) => word.startsWith("ControlPath=")).replace(/^ControlPath="(.*)"$/, "$1");
  const { local } = forward(after("-L"));
  appendFileSync(
    process.env.FAKE_SSH_LOG,
    `${JSON.stringify({ pid: process.pid, local, arguments: words })}\n`,
  );
  createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("data", (asked) => forward(String(asked)).server.on("listening", () => socket.end()));
  }).listen(unescape(shared));
}
