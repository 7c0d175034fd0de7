
import { logger } from "../../../../kea/rules/dhcp/logger";
import { describeRule } from "../describe-rule";


describeRule(logger, [
{ finds: "severities and loggers that Kea does not know, and one twice", breaks: ({ dhcp }) => { dhcp("north").loggers = [{ name: "kea-dhcp4", severity: "LOUD" }, { name: "kea-dhcp4", severity: "INFO" }, { name: "kea-dhcp6", severity: "INFO" }]; }, says: [] },
], [
{ allows: "lower case, and loggers of parts", breaks: ({ dhcp }) => { dhcp("north").loggers = [{ name: "kea-dhcp4", severity: "info" }, { name: "kea-dhcp4.ha-hooks", severity: "DEBUG", debuglevel: 50 }]; } },
]);
