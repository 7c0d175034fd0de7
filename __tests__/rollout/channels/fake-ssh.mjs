// Stands in for ssh: forwards between two paths on this machine and tells its process id. Put first in PATH.
import { appendFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import process from "node:process";

const forward = process.argv[process.argv.indexOf("-L") + 1];
const [local, remote] = forward
  .split(/(?<!\\):/)
  .map((path) => path.replace(/\\(.)/g, "$1").replace(/%%/g, "%"));
appendFileSync(
  process.env.FAKE_SSH_LOG,
  `${JSON.stringify({ pid: process.pid, local, arguments: process.argv.slice(2) })}\n`,
);
createServer((socket) => {
  const far = connect(remote);
  far.on("error", () => {
    process.stderr.write("channel 1: open failed: connect failed: open failed\r\n");
    socket.destroy();
  });
  socket.on("error", () => far.destroy());
  socket.pipe(far).pipe(socket);
}).listen(local);
