import { definitionsDiffer } from "../../../../kea/rules/dhcp/definitions-differ";
import { UNKNOWN } from "../../../../kea/json";
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
        "warning KEAHA098: relationship north, hub-dhcp4: option colour is defined differently: {type:uint8} on north-dhcp4 and backup-dhcp4; {type:string} on hub-dhcp4. Define it alike on all members.",
        "warning KEAHA098: relationship north, north-dhcp4: class phones is defined differently: {test:member('KNOWN')} on hub-dhcp4 and backup-dhcp4; {test:member('ALL')} on north-dhcp4. Define it alike on all members.",
      ],
    },
    {
      finds: "once, and on the hub, a class that it has otherwise than all its spokes",
      breaks: ({ dhcp }) => {
        const phones = (server: string) => [{ name: "phones", "next-server": server }];
        for (const host of ["north", "south", "backup"] as const)
          dhcp(host)["client-classes"] = phones("10.0.0.8");
        dhcp("hub")["client-classes"] = phones("10.0.0.9");
      },
      says: [
        "warning KEAHA098: relationship north, hub-dhcp4: class phones is defined differently: {next-server:10.0.0.8} on north-dhcp4, backup-dhcp4 and south-dhcp4; {next-server:10.0.0.9} on hub-dhcp4. Define it alike on all members.",
      ],
    },
    {
      finds: "the place where two long tests differ, and not what is the same in other words",
      breaks: ({ dhcp }) => {
        const test = (last: string) =>
          [..."abcdefgh", last].map((one) => `option[60].text == '${one}'`).join(" or ");
        const routers = { data: "10.0.0.1" };
        const phones = (last: string, option: object) => [
          { name: "phones", test: test(last), "option-data": [{ ...routers, ...option }] },
        ];
        dhcp("hub")["client-classes"] = dhcp("backup")["client-classes"] = phones("x", { code: 3 });
        dhcp("north")["client-classes"] = phones("y", { name: "routers" });
      },
      says: [
        "warning KEAHA098: relationship north, north-dhcp4: class phones is defined differently: ...' or option[60].text == 'g' or option[60].text == 'h' or option[60].text == 'x'} on hub-dhcp4 and backup-dhcp4; ...' or option[60].text == 'g' or option[60].text == 'h' or option[60].text == 'y'} on north-dhcp4. Define it alike on all members.",
      ],
    },
    {
      finds: "blanks that are another text, and a test that only one server has",
      breaks: ({ dhcp }) => {
        const test = (text: string) => ({ test: `option[60].text == '${text}'` });
        dhcp("hub")["client-classes"] = [{ name: "a", ...test("x y") }, { name: "b" }];
        dhcp("north")["client-classes"] = [
          { name: "a", ...test("x  y") },
          { name: "b", ...test("z") },
        ];
      },
      says: [
        "warning KEAHA098: relationship north, north-dhcp4: class a is defined differently: {test:option[60].text == 'x y'} on hub-dhcp4; {test:option[60].text == 'x  y'} on north-dhcp4. Define it alike on all members.",
        "warning KEAHA098: relationship north, north-dhcp4: class b is defined differently: without test on hub-dhcp4; {test:option[60].text == 'z'} on north-dhcp4. Define it alike on all members.",
      ],
    },
    {
      finds: "brackets and names of options that make another test",
      breaks: ({ dhcp }) => {
        const tests = (...all: string[]) => all.map((test, index) => ({ name: `c${index}`, test }));
        dhcp("hub")["client-classes"] = dhcp("backup")["client-classes"] = tests(
          "not (option[60].exists and option[61].exists)",
          "option[vendor-class-identifier].exists",
        );
        dhcp("north")["client-classes"] = tests(
          "(not (option[60].exists) and option[61].exists)",
          "option[61].exists",
        );
      },
      says: [
        "warning KEAHA098: relationship north, north-dhcp4: class c0 is defined differently: {test:not (option[60].exists and option[61].exists)} on hub-dhcp4 and backup-dhcp4; {test:not (option[60].exists) and option[61].exists} on north-dhcp4. Define it alike on all members.",
        "warning KEAHA098: relationship north, north-dhcp4: class c1 is defined differently: {test:option[vendor-class-identifier].exists} on hub-dhcp4 and backup-dhcp4; {test:option[61].exists} on north-dhcp4. Define it alike on all members.",
      ],
    },
    {
      finds: "a class that gives other bytes of option 43, or none",
      breaks: ({ dhcp }) => {
        const phones = (data: string) => [
          { name: "phones", "option-data": [{ code: 43, "csv-format": false, data }] },
        ];
        dhcp("hub")["client-classes"] = phones("0102");
        dhcp("north")["client-classes"] = phones("0103");
        dhcp("backup")["client-classes"] = phones("");
      },
      says: [
        "warning KEAHA098: relationship north, backup-dhcp4: class phones is defined differently: {option-data:[{code:43,csv-format:false,data:0102}]} on hub-dhcp4; {option-data:[{code:43,csv-format:false,data:0103}]} on north-dhcp4; {option-data:[{code:43,csv-format:false,data:}]} on backup-dhcp4. Define it alike on all members.",
      ],
    },
    {
      finds: "a class that has another name on one server, once, also where others name it",
      breaks: ({ dhcp, subnet }) => {
        const named = (name: string) => [
          { name, test: "option[60].exists", "next-server": "10.0.0.8" },
          { name: "pcs", test: `not member('${name}')` },
        ];
        dhcp("hub")["client-classes"] = dhcp("backup")["client-classes"] = named("phones");
        dhcp("north")["client-classes"] = named("telephones");
        subnet("north")["client-classes"] = ["telephones"];
        subnet("hub")["client-classes"] = subnet("backup")["client-classes"] = ["phones"];
      },
      says: [
        "warning KEAHA098: relationship north, north-dhcp4: class telephones of north-dhcp4 is called phones on hub-dhcp4 and backup-dhcp4. Call it alike on all members, also where they name it.",
      ],
    },
    {
      finds: "a class of another name that gives something else, and what else differs in one that names it",
      breaks: ({ dhcp }) => {
        const named = (name: string, server: string, more = "") => [
          { name, test: "option[60].exists", "next-server": server },
          { name: "pcs", test: `not member('${name}')${more}` },
        ];
        dhcp("hub")["client-classes"] = dhcp("backup")["client-classes"] = named("phones", "10.0.0.8");
        dhcp("north")["client-classes"] = named("telephones", "10.0.0.9", " and member('ALL')");
      },
      says: [
        "warning KEAHA098: relationship north, north-dhcp4: class telephones is defined on north-dhcp4, and not on hub-dhcp4 and backup-dhcp4. Define it alike on all members: any of them may have to serve these clients.",
        "warning KEAHA098: relationship north, north-dhcp4: class pcs is defined differently: {test:not member('phones')} on hub-dhcp4 and backup-dhcp4; {test:not member('telephones') and member('ALL')} on north-dhcp4. Define it alike on all members.",
      ],
    },
    {
      finds: "what is no mistake by itself beside what is",
      breaks: ({ dhcp }) => {
        const phones = (test: string, server: string) => [{ name: "phones", test, "next-server": server }];
        dhcp("hub")["client-classes"] = dhcp("backup")["client-classes"] = phones(
          "member('ALL')",
          "10.0.0.8",
        );
        dhcp("north")["client-classes"] = phones("member('ALL'", "10.0.0.9");
      },
      says: [
        "warning KEAHA098: relationship north, north-dhcp4: class phones is defined differently: {next-server:10.0.0.8,test:member('ALL')} on hub-dhcp4 and backup-dhcp4; {next-server:10.0.0.9,test:member('ALL'} on north-dhcp4. Define it alike on all members.",
      ],
    },
    {
      finds: "classes whose options a partner would not give",
      breaks: ({ dhcp }) => {
        const gives = { "option-data": [{ name: "domain-name", data: "phones.example" }] };
        dhcp("north")["client-classes"] = [
          { name: "phones", ...gives },
          { name: "printers", "valid-lifetime": 600 },
          { name: "guests" },
          { name: "DROP", test: "member('guests')" },
          { name: "known", ...gives },
        ];
        dhcp("hub")["client-classes"] = [{ name: "known", ...gives }];
      },
      says: [
        "warning KEAHA098: relationship north, north-dhcp4: classes phones, printers and DROP are defined on north-dhcp4, and not on hub-dhcp4 and backup-dhcp4. Define them alike on all members: any of them may have to serve these clients.",
        "warning KEAHA098: relationship north, north-dhcp4: class known is defined on north-dhcp4, and not on backup-dhcp4. Define it alike on all members: any of them may have to serve these clients.",
      ],
    },
  ],
  [
    {
      allows: "what is a mistake by itself on one of them",
      breaks: ({ dhcp }) => {
        const phones = (test: string, option: object) => [
          { name: "phones", test, "option-data": [{ name: "domain-name", data: "a" }] },
          { name: "pcs", "option-data": [option, { name: "domain-name", data: "b" }] },
        ];
        const all = phones("member('ALL')", { name: "routers", data: "10.0.0.1" });
        dhcp("hub")["client-classes"] = dhcp("backup")["client-classes"] = all;
        dhcp("north")["client-classes"] = phones("member('ALL'", { data: "10.0.0.1" });
        dhcp("hub")["option-def"] = dhcp("backup")["option-def"] = [{ name: "x", code: 230, type: "string" }];
        dhcp("north")["option-def"] = [{ name: "x", code: 230, type: "strin" }];
      },
    },
    {
      allows: "a class without name on one, or one that another class needs: told as that",
      breaks: ({ dhcp }) => {
        const phones = { test: "option[60].exists", "next-server": "10.0.0.8" };
        const pcs = { name: "pcs", test: "not member('phones')" };
        dhcp("hub")["client-classes"] = dhcp("backup")["client-classes"] = [
          { name: "phones", ...phones },
          pcs,
        ];
        dhcp("north")["client-classes"] = [{ name: "phonesx", ...phones }, pcs];
      },
    },
    {
      allows: "a class of another name on one whose guards have the old one: told of them",
      breaks: ({ dhcp, subnet }) => {
        for (const host of ["north", "hub", "backup"] as const) {
          const name = host === "north" ? "telephones" : "phones";
          dhcp(host)["client-classes"] = [{ name, test: "option[60].exists" }];
          subnet(host)["client-classes"] = ["phones"];
        }
      },
    },
    {
      allows: "a class that one server alone has, and that Kea refuses",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "DROP", test: "true" }];
      },
    },
    {
      allows: "classes of a hub, which may be for others, and such as are not known yet",
      breaks: ({ dhcp }) => {
        const phones = { name: "phones", "valid-lifetime": 600 };
        dhcp("hub")["client-classes"] = [{ ...phones, name: "printers" }, phones];
        dhcp("north")["client-classes"] = [phones];
        dhcp("backup")["client-classes"] = UNKNOWN;
      },
    },
    {
      allows: "other classes on servers without common subnets",
      breaks: ({ dhcp }) => {
        dhcp("north")["client-classes"] = [{ name: "phones" }];
        dhcp("south")["client-classes"] = [{ name: "phones", test: "member('ALL')" }];
      },
    },
    {
      allows: "what is the same to Kea: options by code and by name, spaces, defaults",
      breaks: ({ dhcp }) => {
        const definition = { name: "x", code: 230, type: "string" };
        const options = (...all: object[]) => [{ name: "a", test: "member('ALL')", "option-data": all }];
        dhcp("north")["option-def"] = [definition];
        dhcp("hub")["option-def"] = [{ ...definition, space: "dhcp4", array: false, encapsulate: "" }];
        dhcp("north")["client-classes"] = options({ name: "routers", data: "10.0.0.1, 10.0.0.2" });
        dhcp("backup")["client-classes"] = dhcp("north")["client-classes"];
        dhcp("hub")["client-classes"] = options({ code: 3, space: "dhcp4", data: "10.0.0.1,10.0.0.2" });
      },
    },
    {
      allows: "classes that give the address by which each server is known to clients",
      breaks: ({ dhcp }) => {
        for (const [host, data] of [
          ["north", "10.1.0.1"],
          ["hub", "10.0.0.1"],
          ["backup", "10.0.0.9"],
        ] as const)
          dhcp(host)["client-classes"] = [
            { name: "a", test: "member('ALL')", "option-data": [{ name: "dhcp-server-identifier", data }] },
          ];
      },
    },
    {
      allows: "other blanks in a test, also beside an option in other words",
      breaks: ({ dhcp }) => {
        const gives = (option: object) => ({ "option-data": [{ ...option, data: "10.0.0.1" }] });
        dhcp("hub")["client-classes"] = [
          { name: "a", test: "not (option[60].text == 'q') and member('ALL')" },
          { name: "b", test: "substring(option[60].hex, 0, 3) == 'abc'", ...gives({ code: 3 }) },
        ];
        dhcp("backup")["client-classes"] = dhcp("hub")["client-classes"];
        dhcp("north")["client-classes"] = [
          { name: "a", test: " not(option [60].text=='q')\n and member( 'ALL' )" },
          { name: "b", test: "substring(option[60].hex,0,3)=='abc'", ...gives({ name: "routers" }) },
        ];
      },
    },
    {
      allows: "options of tests by name and by code, brackets around a test, and addresses as bytes",
      breaks: ({ dhcp }) => {
        const gives = (option: object) => ({ "option-data": [{ name: "routers", ...option }] });
        for (const host of ["north", "hub", "backup"] as const) {
          dhcp(host)["option-def"] = [{ name: "foo", code: 230, type: "string" }];
          dhcp(host)["client-classes"] = [
            { name: "a", test: "option[60].text == 'q'" },
            { name: "b", test: "option[230].exists and option[82].option[1].exists" },
            {
              name: "c",
              test: "(option[60].exists) and (option[61].exists)",
              ...gives({ data: "10.0.0.1" }),
            },
          ];
        }
        dhcp("north")["client-classes"] = [
          { name: "a", test: "((option[vendor-class-identifier].text == 'q'))" },
          { name: "b", test: "option[foo].exists and option[dhcp-agent-options].option[1].exists" },
          {
            ...{ name: "c", test: "((option[60].exists) and (option[61].exists))" },
            ...gives({ data: "0a000001", "csv-format": false }),
          },
        ];
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
