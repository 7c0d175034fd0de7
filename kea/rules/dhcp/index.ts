import type { Rule } from "../../findings";
import { duplicateSubnet } from "./duplicate-subnet";
import { pathNotAllowed } from "./path-not-allowed";
import { poolOutsideSubnet } from "./pool-outside-subnet";
import { subnetPrefix } from "./subnet-prefix";

/** Rules about the rest of a server's configuration. */
export const DHCP_RULES: readonly Rule[] = [poolOutsideSubnet, duplicateSubnet, subnetPrefix, pathNotAllowed];
