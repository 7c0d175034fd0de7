import { join } from "node:path";
import { Family } from "../../../kea/model/family";
import { openChannel } from "../../../rollout/channels/open";
import { keepHelping } from "../../../rollout/run/keep-helping";
import { listenLikeKea, temporaryDirectory } from "../channels/helpers";

const directory = temporaryDirectory();
const HAND_OVER = {
  kind: "hand-over",
  relationship: "office",
  owner: "a-dhcp4",
  helper: "b-dhcp4",
  member: "b",
  scopes: ["b", "a"],
} as const;

test("a helper is told again and again what to serve, until its partner is back", async () => {
  const heard: unknown[] = [];
  const socket = join(directory, "helper");
  const kea = await listenLikeKea(socket, (connection, request) => {
    heard.push(request);
    connection.end('{"result": 0}');
  });
  const channel = await openChannel({ host: "b", family: Family.V4, control: { type: "unix", socket } });
  await keepHelping(HAND_OVER, { channel: () => channel }, AbortSignal.timeout(500));
  kea.close();
  expect(heard.length).toBeGreaterThan(3);
  expect(new Set(heard.map((one) => JSON.stringify(one)))).toEqual(
    new Set(['{"command":"ha-scopes","arguments":{"server-name":"b","scopes":["b","a"]}}']),
  );
});

test("a helper that is gone ends it without an error", async () => {
  const socket = join(directory, "gone");
  const kea = await listenLikeKea(socket, (connection) => connection.destroy());
  const channel = await openChannel({ host: "b", family: Family.V4, control: { type: "unix", socket } });
  await keepHelping(HAND_OVER, { channel: () => channel }, new AbortController().signal);
  kea.close();
});
