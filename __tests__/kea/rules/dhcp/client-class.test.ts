import { UNKNOWN } from "../../../../kea/fleet";
import { clientClass } from "../../../../kea/rules/dhcp/client-class";
import { describeRule } from "../describe-rule";


describeRule(clientClass, [
{ finds: "two classes of one name, and one without", breaks: ({ dhcp }) => { dhcp("north")["client-classes"] = [{ name: "phones" }, { name: "phones", test: "member('ALL')" }, { name: "" }]; }, says: [] },
{ finds: "tests that are empty, or of a built-in class", breaks: ({ dhcp }) => { dhcp("north")["client-classes"] = [{ name: "a", test: "" }, { name: "UNKNOWN", test: "member('ALL')" }]; }, says: [] },
], [
{ allows: "a built-in class with options", breaks: ({ dhcp }) => { dhcp("north")["client-classes"] = [{ name: "KNOWN", "option-data": [] }, { name: "DROP", test: "member('KNOWN')" }]; } },
]);
