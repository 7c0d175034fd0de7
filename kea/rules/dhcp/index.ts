import type { Rule } from "../rule";
import { clientClass } from "./client-class";
import { controlSocket } from "./control-socket";
import { definitionsDiffer } from "./definitions-differ";
import { duplicateReservation } from "./duplicate-reservation";
import { duplicateSubnet } from "./duplicate-subnet";
import { hookTwice } from "./hook-twice";
import { hostBits } from "./host-bits";
import { insecureControlSocket } from "./insecure-control-socket";
import { interfaceList } from "./interface-list";
import { keysTogether } from "./keys-together";
import { leaseDatabase } from "./lease-database";
import { leaseTimers } from "./lease-timers";
import { leaseTimes } from "./lease-times";
import { logger } from "./logger";
import { membersDiffer } from "./members-differ";
import { missingKey } from "./missing-key";
import { noControlSocket } from "./no-control-socket";
import { noInterfaces } from "./no-interfaces";
import { numberRange } from "./number-range";
import { optionDefinition } from "./option-definition";
import { optionValue } from "./option-value";
import { overlappingPools } from "./overlapping-pools";
import { overlappingSubnets } from "./overlapping-subnets";
import { pathNotAllowed } from "./path-not-allowed";
import { pdPool } from "./pd-pool";
import { poolOutsideSubnet } from "./pool-outside-subnet";
import { relayAddress } from "./relay-address";
import { relayElsewhere } from "./relay-elsewhere";
import { relayShared } from "./relay-shared";
import { reservationAddress } from "./reservation-address";
import { reservationIdentifier } from "./reservation-identifier";
import { sharedAddresses } from "./shared-addresses";
import { sharedNetwork } from "./shared-network";
import { subnetInterface } from "./subnet-interface";
import { subnetMismatch } from "./subnet-mismatch";
import { subnetPrefix } from "./subnet-prefix";
import { textValue } from "./text-value";
import { tooDeep } from "./too-deep";
import { undefinedClass } from "./undefined-class";
import { unknownKey } from "./unknown-key";
import { unmanagedServer } from "./unmanaged-server";
import { unreadableNumber } from "./unreadable-number";
import { unusedReservation } from "./unused-reservation";
import { unusualPath } from "./unusual-path";
import { wrongType } from "./wrong-type";

/** Rules about the rest of a server's configuration. */
export const DHCP_RULES: readonly Rule[] = [
  ...[poolOutsideSubnet, duplicateSubnet, subnetPrefix, pathNotAllowed],
  ...[
    unknownKey,
    wrongType,
    missingKey,
    keysTogether,
    numberRange,
    unreadableNumber,
    leaseTimes,
    leaseTimers,
  ],
  ...[hostBits, sharedAddresses, overlappingSubnets, overlappingPools, pdPool],
  ...[relayAddress, relayShared, relayElsewhere, subnetInterface, noInterfaces, interfaceList, sharedNetwork],
  ...[reservationIdentifier, reservationAddress, duplicateReservation, unusedReservation],
  ...[optionValue, optionDefinition, clientClass, undefinedClass],
  ...[leaseDatabase, logger, controlSocket, insecureControlSocket, noControlSocket, unmanagedServer],
  ...[textValue, unusualPath, hookTwice, tooDeep, subnetMismatch, membersDiffer, definitionsDiffer],
];
