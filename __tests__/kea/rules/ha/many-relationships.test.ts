import { manyRelationships } from "../../../../kea/rules/ha/many-relationships";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

/** Gives the hub so many relationships. */
const grow = ({ dhcp }: SoundFleet, count: number, role: string) => {
  const { parameters } = dhcp("hub")["hooks-libraries"].find((hook: { library: string }) =>
    hook.library.endsWith("ha.so"),
  );
  const member = (index: number) => ({ name: `site${index}`, role });
  parameters["high-availability"] = Array.from({ length: count }, (_, index) => ({
    "this-server-name": `site${index}`,
    peers: [member(index), { name: `vault${index}`, role: "backup" }],
  }));
};

describeRule(
  manyRelationships,
  [
    {
      finds: "a hub that stands by for a hundred sites",
      breaks: (fleet) => grow(fleet, 100, "standby"),
      says: [
        "warning KEAHA136: hub-dhcp4: its 100 relationships keep 1124 files open once it has served in all of them, or when it gets another configuration, and Kea ends when it has more than 1024. Leave 50 for what comes and goes: give some of its relationships to another hub.",
      ],
    },
    {
      finds: "a hub that is the primary of ninety sites",
      breaks: (fleet) => grow(fleet, 90, "primary"),
      says: [
        "warning KEAHA136: hub-dhcp4: its 90 relationships keep 1014 files open once it has served in all of them, or when it gets another configuration, and Kea ends when it has more than 1024. Leave 50 for what comes and goes: give some of its relationships to another hub.",
      ],
    },
  ],
  [
    { allows: "a hub that stands by for eighty-five sites", breaks: (fleet) => grow(fleet, 85, "standby") },
    { allows: "a backup of a hundred and fifty sites", breaks: (fleet) => grow(fleet, 150, "backup") },
  ],
);
