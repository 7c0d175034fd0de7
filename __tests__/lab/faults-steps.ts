/** A rollout that is killed or interrupted at any of its steps costs nobody their service or their lease. */
import type { KeaRelease } from "../../lab/image/recipes";
import { FLIP } from "../support/article";
import { type Pause, states } from "./deploy";
import { describeFaults, ending, HEALTHY, LITTLE, type Side } from "./faults";

/** Steps of the stage that the kill tests are about; the backup goes first, in a stage of its own. */
const STEP = "s +kea.*(?: serves | configuration set|back to normal|hands .* back|healthy from|written)";
/** What happens after the given number of steps. */
const afterStep = (count: number, then: Pause["then"]): Pause[] =>
  Array.from({ length: count }, (_, index) => ({
    line: STEP,
    then: index === count - 1 ? then : async () => undefined,
  }));

/** Runs every kill and every interruption on one version of Kea. */
export function killedOrInterrupted(kea: KeaRelease): void {
  describeFaults(kea, (the) => {
    const { app, converges, finishes, leasesAreRight, load, onKea3, other, run, running } = the;

    describe("that changes Kea 3, which serves in one relationship and stands by in another, is", () => {
      const POINTS: [string, Omit<Pause, "then">][] = [
        ["as it asks Kea 1 to serve for Kea 3", { sent: "ha-scopes" }],
        ["when Kea 1 serves for Kea 3", { line: "kea1-dhcp4 +serves net29" }],
        ["as it sends Kea 3 its configuration", { sent: "config-set" }],
        ["when Kea 3 has its configuration", { line: "kea3-dhcp4 +configuration set" }],
        ["when Kea 3 is back to normal", { line: "kea3-dhcp4 +back to normal" }],
        ["when Kea 1 has handed back", { line: "kea1-dhcp4 +hands net29 back" }],
      ];
      const LAST: Omit<Pause, "then"> = { sent: "config-write" };

      test.each([...POINTS, ["as it asks Kea 3 to write its start-up file", LAST] as const])(
        "killed %s: clients miss half a second at most",
        async (_, point) => {
          const source = app(onKea3(await other()));
          const count = load();
          const { exitCode } = await run(source, { ...point, then: async () => "SIGKILL" });
          expect(exitCode).toBe(137);
          await finishes(source);
          expect(await count()).toBeLessThanOrEqual(LITTLE);
          await leasesAreRight();
        },
      );

      test.each(POINTS)(
        "interrupted %s: it puts back what it changed, clients miss half a second at most",
        async (_, point) => {
          const before = await running();
          const count = load();
          const ended = await run(app(onKea3(await other())), { ...point, then: async () => "SIGTERM" });
          expect(ended).toMatchObject(ending("UNDONE", /^Interrupted\./));
          expect([await running(), await states(the.lab)]).toEqual([before, HEALTHY]);
          expect(await count()).toBeLessThanOrEqual(LITTLE);
          await leasesAreRight();
        },
      );

      test("interrupted when all is healthy: it finishes", async () => {
        const source = app(onKea3(await other()));
        expect(await run(source, { ...LAST, then: async () => "SIGTERM" })).toMatchObject(ending("DONE"));
        await converges(source);
      });
    });

    test("killed when Kea 2 has paused so that a subnet's id can change: the next run lets it serve again", async () => {
      const renumbered = app(["id: 1,\n", "id: 71,\n"]);
      const line = "kea2-dhcp4 +stops serving net28";
      expect(await run(renumbered, { line, then: async () => "SIGKILL" })).toMatchObject({ exitCode: 137 });
      // Nothing of Kea's own ends it.
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      expect(await the.served()).toMatchObject({ net28: 0 });
      await finishes(app());
      await the.everybodyIsServed();
      await leasesAreRight();
    });

    describe("that swaps primary and standby is", () => {
      /** The roles that net30 does not have now. */
      async function swapped(): Promise<string> {
        const { arguments: status } = await the.lab.command("kea3", "status-get");
        const sides = status["high-availability"] as Side[];
        return sides.every((side) => side["ha-servers"].local.role === "primary") ? app() : app(...FLIP);
      }
      /** Its steps on the two members; the last two write start-up files. */
      const STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

      // Every other run goes the other way round.
      test.each(STEPS)("killed after its step %i of 11: clients miss half a second at most", async (step) => {
        const source = await swapped();
        const count = load();
        const { exitCode } = await run(source, ...afterStep(step, async () => "SIGKILL"));
        expect(exitCode).toBe(137);
        await finishes(source, source === app() ? "server6" : "server5");
        expect(await count()).toBeLessThanOrEqual(LITTLE);
        await leasesAreRight();
      });

      test.each(STEPS.slice(0, -2))(
        "interrupted after its step %i of 11: the roles are as before, clients miss half a second at most",
        async (step) => {
          const source = await swapped();
          const count = load();
          const ended = await run(source, ...afterStep(step, async () => "SIGTERM"));
          expect(ended).toMatchObject(ending("UNDONE", /^Interrupted\./));
          expect([await states(the.lab), await swapped()]).toEqual([HEALTHY, source]);
          expect(await count()).toBeLessThanOrEqual(LITTLE);
          await leasesAreRight();
        },
      );
    });
  });
}
