import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import type { LeaseTimes, ServerSettings } from "../../../kea/model/settings";
import { render } from "../../../kea/rendering/render";
import { soundTopology } from "../rules/sound";

interface Rendered {
  readonly "multi-threading"?: object;
  readonly "hooks-libraries": readonly { readonly library: string }[];
  readonly "cache-threshold"?: number;
  readonly subnet4: readonly { readonly "cache-threshold"?: number }[];
}

/** The first server's configuration, with settings for the server and lease times for all subnets. */
function rendered(kea: KeaVersion, server: ServerSettings, subnet: LeaseTimes = {}): Rendered {
  const sound = soundTopology(Family.V4, kea);
  const settings = { [Family.V4]: server, [Family.V6]: {} };
  const [first] = render({
    ...sound,
    hosts: sound.hosts.map((host) => ({ ...host, settings })),
    relationships: sound.relationships.map((one) => ({
      ...one,
      subnets: one.subnets.map((each) => ({ ...each, ...subnet })),
    })),
  });
  return (first!.config as unknown as { Dhcp4: Rendered }).Dhcp4;
}

test.each([KeaVersion.V3_0, KeaVersion.V3_2])(
  "a cache threshold of 0 is a number that Kea %s takes",
  (kea) => {
    const { "cache-threshold": share } = rendered(kea, { cacheThreshold: 0 });
    // Kea's parser wants a decimal point or an exponent, and JSON prints 0.0 as 0.
    expect(JSON.stringify(share)).toMatch(/[.e]/);
    expect(share).toBeLessThan(1e-6);
    expect(share! * 4294967295).toBeLessThan(1);
  },
);

test("a cache threshold of 0 is what Kea 2.6 does by itself", () => {
  expect(rendered(KeaVersion.V2_6, { cacheThreshold: 0 })["cache-threshold"]).toBeUndefined();
  const { subnet4 } = rendered(KeaVersion.V2_6, {}, { cacheThreshold: 0 });
  expect(subnet4[0]!["cache-threshold"]).toBeUndefined();
});

test("in a server that caches, a cache threshold of 0 is the smallest that Kea 2.6 reads again", () => {
  const { subnet4 } = rendered(KeaVersion.V2_6, { cacheThreshold: 0.25 }, { cacheThreshold: 0 });
  expect(subnet4[0]!["cache-threshold"]).toBe(0.0001);
});

test("further hook libraries follow HA, and a lease_cmds of one's own goes before it, with what stands before that", () => {
  const ofHooks = (...names: string[]) => {
    const hooks = names.map((name) => ({ library: `libdhcp_${name}.so` }));
    return rendered(KeaVersion.V3_0, { hooks })["hooks-libraries"].map(
      ({ library }) => /libdhcp_(.*)\.so$/.exec(library)![1],
    );
  };
  expect(ofHooks("flex_id")).toEqual(["ha", "lease_cmds", "flex_id"]);
  expect(ofHooks("ping_check", "lease_cmds", "flex_id")).toEqual([
    "ping_check",
    "lease_cmds",
    "ha",
    "flex_id",
  ]);
});

test("packet threads are on unless they are turned off, whatever else is said of them", () => {
  const threads = (settings: ServerSettings) => rendered(KeaVersion.V3_0, settings)["multi-threading"];
  const [on, off] = [true, false].map((enabled) => ({ "enable-multi-threading": enabled }));
  expect(threads({})).toBeUndefined();
  expect(threads({ multiThreading: { threadPoolSize: 4 } })).toEqual({ ...on, "thread-pool-size": 4 });
  expect(threads({ multiThreading: { enableMultiThreading: false } })).toEqual(off);
  const extra = { "multi-threading": off };
  expect(threads({ multiThreading: { threadPoolSize: 4 }, extra })).toEqual({
    ...off,
    "thread-pool-size": 4,
  });
});
