import type { JsonMap } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import type { DeclaredServer } from "../../../rollout/plan/declaration";
import type { Survey } from "../../../rollout/plan/survey";
import { worldOf } from "../../../rollout/plan/world";

/** A relationship of one server: its own name, its partner's, and perhaps that of a backup. */
type Relationship = readonly [self: string, partner: string, backup?: string];

const url = (member: string) => `http://192.0.2.1:8000/${member}`;

/** A server that serves alone in all of its relationships, since it does not hear its partners. */
function alone(host: string, ...relationships: readonly Relationship[]): readonly [DeclaredServer, Survey] {
  const ha = relationships.map(([self, partner, backup]) => ({
    "this-server-name": self,
    mode: "hot-standby",
    peers: [
      { name: self, role: "primary", url: url(self) },
      { name: partner, role: "standby", url: url(partner) },
      ...(backup === undefined ? [] : [{ name: backup, role: "backup", url: url(backup) }]),
    ],
  }));
  const running: JsonMap = {
    Dhcp4: {
      "hooks-libraries": ha.map((one) => ({ library: "ha", parameters: { "high-availability": [one] } })),
    },
  };
  const status: JsonMap = {
    "high-availability": relationships.map(([self]) => ({
      "ha-servers": {
        local: { "server-name": self, state: "partner-down", scopes: [] },
        remote: { "in-touch": false, "communication-interrupted": true },
      },
    })),
  };
  const server = { name: `${host}-dhcp4`, host, family: Family.V4 } as DeclaredServer;
  return [server, { running, status, commands: ["ha-heartbeat"], version: "3.0.4", configured: undefined }];
}

function severed(...all: readonly (readonly [DeclaredServer, Survey])[]): readonly string[] {
  const surveys = new Map(all.map(([{ name }, survey]) => [name, survey]));
  return [
    ...worldOf(
      all.map(([server]) => server),
      surveys,
    ).severed,
  ].sort();
}

test("partners that both serve alone do not reach each other", () => {
  const [east, west] = [alone("east", ["a", "b"]), alone("west", ["b", "a"])];
  expect(severed(east, west)).toEqual(["east-dhcp4 west-dhcp4", "west-dhcp4 east-dhcp4"]);
});

test("one whose partner has another partner may reach it, although that knows it in another relationship", () => {
  const [east, west] = [alone("east", ["a", "b"]), alone("west", ["b", "c"], ["d", "e", "a"])];
  expect(severed(east, west)).toEqual([]);
});
