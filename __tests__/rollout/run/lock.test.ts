import os from "node:os";
import { Family } from "../../../kea/model/family";
import type { DeclaredServer } from "../../../rollout/plan/declaration";
import { isLock, lock, thisHolder } from "../../../rollout/run/lock";

/** A server on this machine. */
const server = (host: string, socket: string) =>
  ({ host, family: Family.V4, control: { type: "unix", socket } }) as unknown as DeclaredServer;
const one = server("one", "/run/kea-test-one/kea4-ctrl-socket");
const two = server("two", "/run/kea-test-two/kea4-ctrl-socket");

test("two Keas on one machine have a lock each, in one rollout and in two", async () => {
  const first = await lock(one, thisHolder("dhcp/north"));
  const second = await lock(two, { ...thisHolder("dhcp/south"), process: 1 });
  expect([first, second].map(isLock)).toEqual([true, true]);
  for (const found of [first, second]) if (isLock(found)) await found.release();
});

test("a server that one rollout has under two names is its own both times, and free only at the end", async () => {
  const us = thisHolder("dhcp/north");
  const other = { ...thisHolder("dhcp/south"), process: 1 };
  const first = await lock(one, us);
  const again = await lock(server("one-again", "/run/kea-test-one/kea4-ctrl-socket"), us);
  expect([first, again].map(isLock)).toEqual([true, true]);
  if (isLock(again)) await again.release();
  expect(await lock(one, other)).toEqual({ holder: us });
  if (isLock(first)) await first.release();
  const free = await lock(one, other);
  expect(isLock(free)).toBe(true);
  if (isLock(free)) await free.release();
});

test("a user who has a number and no name, as in containers, can hold a lock", () => {
  const nameless = jest.spyOn(os, "userInfo").mockImplementation(() => {
    throw new Error("uv_os_get_passwd returned ENOENT");
  });
  expect(thisHolder("dhcp/north").user).toBe(`number ${process.geteuid!()}`);
  nameless.mockRestore();
});
