import { Family } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/profiles";
import { render } from "../../kea/render";
import { soundTopology } from "./rules/sound";

test.each(Object.values(KeaVersion))("a cache threshold of 0 is a number that Kea %s takes", (kea) => {
  const sound = soundTopology(Family.V4, kea);
  const settings = { [Family.V4]: { cacheThreshold: 0 }, [Family.V6]: {} };
  const [server] = render({ ...sound, hosts: sound.hosts.map((host) => ({ ...host, settings })) });
  const { Dhcp4 } = server!.config as { Dhcp4: { "cache-threshold": number } };
  // Kea's parser wants a decimal point or an exponent, and JSON prints 0.0 as 0.
  expect(JSON.stringify(Dhcp4["cache-threshold"])).toMatch(/[.e]/);
  expect(Dhcp4["cache-threshold"]).toBeLessThan(1e-6);
});
