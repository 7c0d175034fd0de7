import { changeAt, type JsonMap } from "../../../kea/json";
import type { Declaration } from "../../../rollout/plan/declaration";
import { ChannelError } from "../../../rollout/channels/channel";
import { Ledger } from "../../../rollout/run/ledger";
import { seeWhatRuns } from "../../../rollout/run/see-what-runs";
import { hub, situation } from "../../support/generate-changes";

const SITE = "h1-dhcp4";

/** What is said at the end of a site that went back to what it ran, and then runs this, and says this of itself. */
async function ends(runs: (previous: JsonMap) => JsonMap, says: Partial<JsonMap> = {}, answers = true) {
  const { servers: declared, fleet, surveys } = situation(hub(1), hub(1));
  const { running, status } = surveys.get(SITE)!;
  const manifest = { relationships: [] };
  const ledger = new Ledger({ servers: declared, fleet, manifest } as unknown as Declaration, surveys, []);
  ledger.sending(SITE);
  ledger.set(SITE, running, "previous", JSON.stringify(running));
  const now = runs(running);
  const send = async (command: string) => {
    if (!answers) throw new ChannelError("h1", "No answer.", "Look.");
    const hash = JSON.stringify(now);
    return { result: 0, text: "", arguments: command === "config-get" ? { ...now, hash } : { hash } };
  };
  const channel = { send, close: async () => undefined };
  const named = (name: string) => declared.find((server) => server.name === name)!;
  await seeWhatRuns(
    ledger,
    { channel: () => channel, answering: async () => channel, named },
    new Map([[SITE, { ...status, ...says } as JsonMap]]),
  );
  return ledger.servers.find(({ server }) => server === SITE)!.runs;
}

const another = (config: JsonMap) => changeAt(config, ["Dhcp4", "valid-lifetime"], () => 1) as JsonMap;

test("a server that was seen to run what ran there before is said to", async () => {
  expect(await ends((previous) => previous)).toBe("previous");
});

test("a server that was given something else after it went back is not said to run what ran there before", async () => {
  expect(await ends(another)).toBe("other");
});

test("of a server that lost its hooks after it went back, and still shows what ran there, nobody knows what runs", async () => {
  expect(await ends((previous) => previous, { "high-availability": undefined })).toBe("unknown");
});

test("of a server that does not say what it runs nobody knows it", async () => {
  expect(await ends((previous) => previous, {}, false)).toBe("unknown");
});
