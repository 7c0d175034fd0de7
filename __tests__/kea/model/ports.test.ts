import { allocatePorts } from "../../../kea/model/ports";

const ports = (names: string[], kept: Record<string, number> = {}) =>
  Object.fromEntries(
    allocatePorts(
      names.map((name) => ({ name })),
      8000,
      kept,
    ),
  );
const kept = { berlin: 8000, lisbon: 8001, oslo: 8002 };

test("who has no port gets the one of its position, as in projects that keep none yet", () => {
  expect(ports(["berlin", "lisbon", "oslo"])).toEqual(kept);
});

test("who has a port keeps it when others go, come first or change places", () => {
  expect(ports(["lisbon", "oslo"], kept)).toEqual({ lisbon: 8001, oslo: 8002 });
  expect(ports(["athens", "berlin", "lisbon", "oslo"], kept)).toEqual({ ...kept, athens: 8003 });
  expect(ports(["oslo", "berlin", "lisbon"], kept)).toEqual(kept);
});

test("the port of somebody who is gone is not given again", () => {
  expect(ports(["lisbon", "oslo", "rome"], kept)).toMatchObject({ rome: 8003 });
  expect(ports(["rome"], kept)).toEqual({ rome: 8003 });
});

test("a chosen port wins over the one that was kept, and nobody else gets it", () => {
  const claims = [{ name: "athens" }, { name: "berlin", port: 9000 }, { name: "rome", port: 8001 }];
  expect(Object.fromEntries(allocatePorts(claims, 8000, { berlin: 8000 }))).toEqual({
    athens: 8002,
    berlin: 9000,
    rome: 8001,
  });
});
