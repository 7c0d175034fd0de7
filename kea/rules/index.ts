import type { Rule } from "../findings";
import { backupFirst } from "./backup-first";
import { duplicateHost } from "./duplicate-host";
import { duplicateName } from "./duplicate-name";
import { duplicateSubnet } from "./duplicate-subnet";
import { haValueRange } from "./ha-value-range";
import { invalidPool } from "./invalid-pool";
import { memberUrl } from "./member-url";
import { modeRoles } from "./mode-roles";
import { noSubnets } from "./no-subnets";
import { pathNotAllowed } from "./path-not-allowed";
import { portClash } from "./port-clash";
import { severalNeedHotStandby } from "./several-need-hot-standby";
import { subnetPrefix } from "./subnet-prefix";
import { thisServerName } from "./this-server-name";

/** Every rule. Codes are stable: a rule that goes takes its code along. */
export const RULES: readonly Rule[] = [
  duplicateHost,
  noSubnets,
  duplicateName,
  portClash,
  severalNeedHotStandby,
  modeRoles,
  invalidPool,
  memberUrl,
  duplicateSubnet,
  subnetPrefix,
  pathNotAllowed,
  thisServerName,
  backupFirst,
  haValueRange,
];
