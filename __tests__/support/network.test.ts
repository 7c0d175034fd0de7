import { get } from "node:http";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { connect as connectTls } from "node:tls";
import { type NetworkOff, networkOff } from "./network";

let network: NetworkOff;
beforeEach(() => (network = networkOff()));
afterEach(() => network.restore());

/** How a try to connect ends. */
const ending = (socket: ReturnType<typeof connect>) =>
  new Promise<string>((resolve) => {
    socket.on("connect", () => resolve("connected")).on("error", ({ message }) => resolve(message));
  }).finally(() => socket.destroy());

const refusal = (host: string) => `A unit test dials ${host}: it may reach nothing but this machine.`;

test("another machine cannot be dialled, whichever module does it, and all of it is written down", async () => {
  expect(await ending(connect(80, "192.0.2.1"))).toBe(refusal("192.0.2.1"));
  expect(await ending(connect({ host: "kea.example.org", port: 80 }))).toBe(refusal("kea.example.org"));
  expect(await ending(connectTls({ host: "192.0.2.2", port: 443 }))).toBe(refusal("192.0.2.2"));
  const asked = new Promise((resolve) => get("http://192.0.2.3/").on("error", resolve));
  expect(await asked).toMatchObject({ message: refusal("192.0.2.3") });
  expect(network.dialled).toEqual(["192.0.2.1", "kea.example.org", "192.0.2.2", "192.0.2.3"]);
});

test("this machine can, by port and by path", async () => {
  const listening = (where: string | number) =>
    new Promise<Server>((resolve) => {
      const server = createServer((socket) => socket.end()).listen(where, () => resolve(server));
    });
  const servers = await Promise.all([listening(0), listening("\0kea-ha-network-test")]);
  const { port } = servers[0]!.address() as AddressInfo;
  expect(await ending(connect(port))).toBe("connected");
  expect(await ending(connect(port, "127.0.0.1"))).toBe("connected");
  expect(await ending(connect("\0kea-ha-network-test"))).toBe("connected");
  expect(network.dialled).toEqual([]);
  for (const server of servers) server.close();
});
