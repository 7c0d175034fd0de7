import type { Rule } from "../../findings";
import { backupFirst } from "./backup-first";
import { duplicateHost } from "./duplicate-host";
import { duplicateName } from "./duplicate-name";
import { haValueRange } from "./ha-value-range";
import { memberUrl } from "./member-url";
import { modeRoles } from "./mode-roles";
import { noSubnets } from "./no-subnets";
import { portClash } from "./port-clash";
import { severalNeedHotStandby } from "./several-need-hot-standby";
import { thisServerName } from "./this-server-name";

/** Rules about relationships and their members. */
export const HA_RULES: readonly Rule[] = [
  duplicateHost,
  noSubnets,
  duplicateName,
  portClash,
  severalNeedHotStandby,
  modeRoles,
  memberUrl,
  thisServerName,
  backupFirst,
  haValueRange,
];
