import { readFleet } from "../../../kea/fleet/read";
import type { Json } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import { ChannelError } from "../../../rollout/channels/channel";
import { letGo } from "../../../rollout/run/let-go";
import { configurations, synthArticle } from "../../support/article";
import { fileTexts } from "../../support/synth";

const FLEET = readFleet(
  Object.entries(configurations(synthArticle())).map(([host, config]) => ({
    host,
    family: Family.V4,
    config,
  })),
  JSON.parse(fileTexts(synthArticle())["dhcp_rollout-net28"]!).relationships,
);
const relationship = FLEET.relationships.find(({ sides }) =>
  sides.some(({ self }) => self === "server2"),
)!.name;
const HAND_OVER = {
  kind: "hand-over" as const,
  ...{
    relationship,
    owner: "kea2-dhcp4",
    helper: "kea1-dhcp4",
    member: "server2",
    scopes: ["server1", "server2"],
  },
};

const says = (name: string, state: string, scopes: string[], age = 9, partner = "hot-standby"): Json => ({
  "dhcp-state": { "globally-disabled": false },
  sockets: { status: "ready" },
  "high-availability": [
    {
      "ha-mode": "hot-standby",
      "ha-servers": {
        local: { "server-name": name, role: name === "server1" ? "primary" : "standby", state, scopes },
        remote: { age, "last-state": partner, "in-touch": true, "communication-interrupted": false },
      },
    },
  ],
});
const HELPS = says("server2", "hot-standby", ["server1"]);

/** What is given back while servers say one after another how they are, and what is open then. */
async function ends(...looks: Record<string, Json>[]) {
  return endsWith(() => undefined, ...looks);
}

async function endsWith(hears: (times: number) => void, ...looks: Record<string, Json>[]) {
  const given: string[] = [];
  let looked = 0;
  const statuses = async () => new Map(Object.entries(looks[Math.min(looked++, looks.length - 1)]!));
  const open = await letGo([HAND_OVER], FLEET, { statuses }, 1_200, async (step) => {
    expect(step).toMatchObject({ kind: "give-back", helper: "kea1-dhcp4", scopes: [] });
    given.push((step as { member: string }).member);
    hears(given.length);
  });
  return { given, open: open.length, looked };
}

test("who serves for a server that died is left when it has taken over by itself", async () => {
  const alone = says("server2", "partner-down", ["server1", "server2"]);
  expect(await ends({ "kea1-dhcp4": HELPS }, { "kea1-dhcp4": alone })).toEqual({
    given: [],
    open: 0,
    looked: 2,
  });
});

test("who serves for a server that is back stops as soon as that serves again", async () => {
  const [waits, back] = [says("server1", "waiting", []), says("server1", "hot-standby", ["server1"])];
  const looks = [waits, back].map((status) => ({ "kea2-dhcp4": status, "kea1-dhcp4": HELPS }));
  expect(await ends(...looks)).toEqual({ given: ["server2"], open: 0, looked: 2 });
});

test("who serves for a server that stays away, and does not take over, is waited for no longer than for health", async () => {
  expect(await ends({ "kea1-dhcp4": HELPS })).toMatchObject({ given: [], open: 1 });
});

test("who cannot be told to stop is told again", async () => {
  const looks = { "kea2-dhcp4": says("server1", "hot-standby", ["server1"]), "kea1-dhcp4": HELPS };
  const deaf = (times: number) => {
    if (times === 1) throw new ChannelError("kea1", "No answer.", "Look into its log.");
  };
  expect(await endsWith(deaf, looks)).toMatchObject({ given: ["server2", "server2"], open: 0 });
});

test("a server that is lost to the rollout alone, and that its partner hears serve, is back", async () => {
  const said = (age: number, partner: string) => ({
    "kea1-dhcp4": says("server2", "hot-standby", ["server1"], age, partner),
  });
  expect(await ends(said(0, "hot-standby"))).toMatchObject({ given: ["server2"], open: 0 });
  // What it heard before may have been true then only.
  expect(await ends(said(2, "hot-standby"))).toMatchObject({ given: [], open: 1 });
  expect(await ends(said(0, "waiting"))).toMatchObject({ given: [], open: 1 });
});
