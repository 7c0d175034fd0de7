import { StepRunner, type Tools, type Way } from "../../../rollout/run/step-runner";

/** Gives back what a hub served that was taken for dead; it answers now, as the process that is given. */
async function giveBack(pid: number | undefined) {
  const sent: string[] = [];
  const died = new Map([["hub-dhcp4", "hub died meanwhile."]]);
  const channel = {
    send: async (command: string) => {
      sent.push(command);
      return { result: 0, text: "" };
    },
  };
  const servers = {
    patientStatuses: async () => new Map([["hub-dhcp4", pid === undefined ? undefined : { pid }]]),
    answering: async () => channel,
  };
  const way = { pids: new Map([["hub-dhcp4", 7]]), signal: new AbortController().signal };
  const tools = { servers, died, progress: { step: () => undefined } };
  const runner = new StepRunner(tools as unknown as Tools, way as unknown as Way);
  const step = { relationship: "site", helper: "hub-dhcp4", member: "hub", scopes: [] };
  await runner.run({ kind: "give-back", ...step });
  return { sent, died: [...died.keys()] };
}

test("a helper that was only too busy to answer gives back what it served", async () => {
  expect(await giveBack(7)).toEqual({ sent: ["ha-scopes"], died: [] });
});

test.each([
  ["was started again", 8],
  ["does not answer", undefined],
])("a helper that %s has nothing to give back", async (_, pid) => {
  expect(await giveBack(pid)).toEqual({ sent: [], died: ["hub-dhcp4"] });
});
