import { becameOf, processTimes } from "../../../rollout/plan/process-times";

const times = (pid: number, uptime: number, reload: number) => ({ pid, uptime, reload });

test.each([
  ["nothing, while time goes on", times(7, 50, 3), times(7, 52, 5), undefined],
  ["nothing, within a second", times(7, 50, 3), times(7, 50, 3), undefined],
  ["it was configured anew", times(7, 50, 3), times(7, 51, 0), "configured"],
  ["it was started anew", times(7, 50, 3), times(8, 0, 0), "started"],
  ["it was started anew long ago", times(7, 50, 3), times(8, 70, 70), "started"],
  ["it was started anew in a container", times(1, 50, 3), times(1, 1, 0), "started"],
  ["its clock was set back", times(7, 50, 8), times(7, 45, 3), undefined],
  [
    "its clock was set back by more than it has had its configuration",
    times(7, 50, 3),
    times(7, 20, -27),
    undefined,
  ],
])("what became of a server: %s", (_, before, now, became) => {
  expect(becameOf(before, now)).toBe(became);
});

test("a server that does not answer says nothing of its process", () => {
  expect(processTimes(undefined)).toBeUndefined();
  expect(processTimes({ pid: 7, uptime: 50, reload: 3, sockets: {} })).toEqual(times(7, 50, 3));
});
