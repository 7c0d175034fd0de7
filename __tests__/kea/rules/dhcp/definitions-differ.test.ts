import { definitionsDiffer } from "../../../../kea/rules/dhcp/definitions-differ";
import { describeRule } from "../describe-rule";

describeRule(
  definitionsDiffer,
  [
    {
      finds: "a class and an option that members define differently",
      breaks: ({ dhcp }) => {
        for (const host of ["hub", "north", "backup"] as const) {
          dhcp(host)["client-classes"] = [
            { name: "phones", test: host === "north" ? "member('ALL')" : "member('KNOWN')" },
          ];
          dhcp(host)["option-def"] = [
            { name: "colour", code: 230, type: host === "hub" ? "string" : "uint8" },
          ];
        }
      },
      says: [
        "warning KEAHA098: relationship north, backup-dhcp4: option colour is defined differently on hub-dhcp4 and on backup-dhcp4. Define it alike on all members.",
        "warning KEAHA098: relationship north, north-dhcp4: class phones is defined differently on hub-dhcp4 and on north-dhcp4. Define it alike on all members.",
        "warning KEAHA098: relationship north, north-dhcp4: option colour is defined differently on hub-dhcp4 and on north-dhcp4. Define it alike on all members.",
      ],
    },
  ],
  [
    {
      allows: "other classes on servers without common subnets",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "phones" }];
        dhcp("south")["client-classes"] = [{ name: "phones", test: "member('ALL')" }];
      },
    },
    {
      allows: "another order, and a remark",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "a", test: "member('ALL')", comment: "x" }];
        dhcp("hub")["client-classes"] = [{ test: "member('ALL')", name: "a" }];
      },
    },
  ],
);
