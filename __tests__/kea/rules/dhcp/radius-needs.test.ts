import { UNKNOWN } from "../../../../kea/json";
import { radiusNeeds } from "../../../../kea/rules/dhcp/radius-needs";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

const RADIUS = {
  library: "libdhcp_radius.so",
  parameters: { access: { servers: [{ name: "10.0.0.9", secret: "made-up" }] } },
};
const CACHE = { library: "libdhcp_host_cache.so" };
const withHooks =
  (hooks: readonly object[], settings: object = {}) =>
  ({ dhcp }: SoundFleet) => {
    dhcp("north")["hooks-libraries"].push(...hooks);
    Object.assign(dhcp("north"), settings);
  };
const network = (settings: object) => ({
  "shared-networks": [
    {
      name: "campus",
      ...settings,
      subnet4: [
        { id: 8, subnet: "10.8.0.0/24" },
        { id: 9, subnet: "10.9.0.0/24" },
      ],
    },
  ],
});

describeRule(
  radiusNeeds,
  [
    {
      finds: "access servers without the host cache",
      breaks: withHooks([RADIUS]),
      says: [
        "error KEAHA177: north-dhcp4: libdhcp_radius.so asks access servers, and libdhcp_host_cache.so is not loaded. Load libdhcp_host_cache.so before it.",
      ],
    },
    {
      finds: "the host cache behind it",
      breaks: withHooks([RADIUS, CACHE]),
      says: [
        "error KEAHA177: north-dhcp4: libdhcp_radius.so asks access servers, and libdhcp_host_cache.so is loaded after it. Load libdhcp_host_cache.so before it.",
      ],
    },
    {
      finds: "reservations that are looked up early",
      breaks: withHooks([CACHE, RADIUS], { "early-global-reservations-lookup": true }),
      says: [
        "error KEAHA177: north-dhcp4: early-global-reservations-lookup is true beside libdhcp_radius.so. Set it to false: with RADIUS, reservations are looked up when the subnet is known.",
      ],
    },
    {
      finds: "a network of several subnets with reservations of their own",
      breaks: withHooks([CACHE, RADIUS], network({ "reservations-global": true })),
      says: [
        "error KEAHA177: relationship north, north-dhcp4: subnet 10.8.0.0/24 (id 8) of shared network campus looks up reservations of its own beside libdhcp_radius.so. Set reservations-global to true and reservations-in-subnet to false for shared network campus.",
      ],
    },
  ],
  [
    { allows: "the host cache before it", breaks: withHooks([CACHE, RADIUS]) },
    {
      allows: "accounting alone",
      breaks: withHooks([
        { library: RADIUS.library, parameters: { accounting: { servers: [{ name: "10.0.0.9" }] } } },
      ]),
    },
    {
      allows: "a network with global reservations only",
      breaks: withHooks(
        [CACHE, RADIUS],
        network({ "reservations-global": true, "reservations-in-subnet": false }),
      ),
    },
    {
      allows: "what is known at apply only",
      breaks: withHooks([{ ...RADIUS, parameters: UNKNOWN }], {
        "early-global-reservations-lookup": UNKNOWN,
      }),
    },
  ],
);
