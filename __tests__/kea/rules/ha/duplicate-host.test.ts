import { duplicateHost } from "../../../../kea/rules/ha/duplicate-host";
import { describeRule } from "../describe-rule";

describeRule(
  duplicateHost,
  [
    {
      finds: "a host that is a member twice",
      breaks: (fleet) => {
        (fleet.labels[0]!.members as unknown[])[1] = { host: "north", name: "north.hub" };
      },
      says: [
        "error KEAHA001: relationship north: host north is a member twice, as north.north and as north.hub. Give each member of a relationship a host of its own.",
      ],
    },
  ],
  [
    {
      allows: "a host that is a member of several relationships",
      breaks: (fleet) => {
        expect(fleet.labels.map(({ members }) => members[1]!.host)).toEqual(["hub", "hub"]);
      },
    },
  ],
);
