import { BY_HAND, type Dark, whyLeftOut } from "../../../rollout/plan/dark";

test("hosts that are left out by hand are named in one sentence, after those that do not answer", () => {
  const dark: Dark = new Map([
    ["a-dhcp4", { why: BY_HAND, isDown: false }],
    ["b-dhcp4", { why: "b does not answer in time. Start it.", isDown: false }],
    ["c-dhcp4", { why: BY_HAND, isDown: false }],
  ]);
  expect(whyLeftOut(dark)).toEqual([
    "b does not answer in time. Start it.",
    "a-dhcp4 and c-dhcp4 are left out by hand (--without).",
  ]);
});
