import { propertyNames } from "../../../kea/rendering/extra";
import { withPropertyNames } from "../../../kea/rendering/property-names";

const told = (remedy: string, message = "it is wrong.") =>
  withPropertyNames({ code: "KEAHA001", rule: "r", severity: "error", reason: "r", message, remedy }).remedy;

test("a finding says which property it is, where that is not Kea's key in camel case", () => {
  expect(told("Add it to hooks-libraries.")).toBe(
    "Add it to hooks-libraries. In code, hooks-libraries is hooks.",
  );
  expect(told("Give it data.", "option-data routers of client-class x has none.")).toBe(
    "Give it data. In code, option-data is options and client-class is clientClasses.",
  );
  expect(told("Define it in client-classes, or lower valid-lifetime.")).toBe(
    "Define it in client-classes, or lower valid-lifetime.",
  );
});

test("a control socket may be of extra, so that none is said to be httpControlSockets", () => {
  expect(told("Shorten socket-name.", "the path in control-sockets is too long.")).toBe(
    "Shorten socket-name.",
  );
});

test("names and paths are no keys", () => {
  for (const one of ["/etc/option-data/x", "my-option-data", "option-data.csv", "option-data-2"])
    expect(told(one)).toBe(one);
});

test("these are all", () => {
  expect(Object.fromEntries(propertyNames())).toMatchInlineSnapshot(`
   {
     "client-class": "clientClasses",
     "only-if-required": "onlyInAdditionalList",
     "option-data": "options",
     "option-def": "optionDefinitions",
     "output-options": "outputs",
     "pools": "poolDetails",
     "require-client-classes": "evaluateAdditionalClasses",
     "state-machine": "statePauses",
   }
  `);
});
