import type { Rule } from "../rule";
import { absentLibrary } from "./absent-library";
import { answeredTwice } from "./answered-twice";
import { bootFieldLength } from "./boot-field-length";
import { broadcastUnheard } from "./broadcast-unheard";
import { builtInTest } from "./built-in-test";
import { className } from "./class-name";
import { classOrder } from "./class-order";
import { classTest } from "./class-test";
import { clearTextClient } from "./clear-text-client";
import { clientUser } from "./client-user";
import { databaseLibrary } from "./database-library";
import { databaseOption } from "./database-option";
import { ddnsAddresses } from "./ddns-addresses";
import { ddnsQueue } from "./ddns-queue";
import { ddnsTtlBounds } from "./ddns-ttl-bounds";
import { definitionsDiffer } from "./definitions-differ";
import { duplicateLogger } from "./duplicate-logger";
import { duplicateReservation } from "./duplicate-reservation";
import { duplicateSubnet } from "./duplicate-subnet";
import { emptyClass } from "./empty-class";
import { emptyOption } from "./empty-option";
import { emptyTest } from "./empty-test";
import { excludedPrefixes } from "./excluded-prefixes";
import { flexOption } from "./flex-option";
import { hookExpression } from "./hook-expression";
import { hookLibraryElsewhere } from "./hook-library-elsewhere";
import { hookName } from "./hook-name";
import { hookOfAnotherServer } from "./hook-of-another-server";
import { hookParameter } from "./hook-parameter";
import { hookTwice } from "./hook-twice";
import { hookWithoutName } from "./hook-without-name";
import { hostBits } from "./host-bits";
import { hostsDiffer } from "./hosts-differ";
import { hostsInMemfile } from "./hosts-in-memfile";
import { httpHeader } from "./http-header";
import { httpSocketName } from "./http-socket-name";
import { identifierList } from "./identifier-list";
import { interfaceList } from "./interface-list";
import { interfaceShared } from "./interface-shared";
import { keysTogether } from "./keys-together";
import { lateClass } from "./late-class";
import { leaseFileClash } from "./lease-file-clash";
import { leaseQueryAddress } from "./lease-query-address";
import { leaseTimers } from "./lease-timers";
import { lifetimeBounds } from "./lifetime-bounds";
import { limits } from "./limits";
import { linkSelectionNeeded } from "./link-selection-needed";
import { loggerSeverity } from "./logger-severity";
import { macSources } from "./mac-sources";
import { missingKey } from "./missing-key";
import { networkName } from "./network-name";
import { noControlSocket } from "./no-control-socket";
import { noHttpSockets } from "./no-http-sockets";
import { noInterfaces } from "./no-interfaces";
import { numberRange } from "./number-range";
import { openControlSocket } from "./open-control-socket";
import { optionDefinition } from "./option-definition";
import { optionValue } from "./option-value";
import { overlappingPools } from "./overlapping-pools";
import { overlappingSubnets } from "./overlapping-subnets";
import { ownAddressInPool } from "./own-address-in-pool";
import { pathNotAllowed } from "./path-not-allowed";
import { pdPool } from "./pd-pool";
import { poolOutsideSubnet } from "./pool-outside-subnet";
import { postgresqlQuotes } from "./postgresql-quotes";
import { preferredAboveValid } from "./preferred-above-valid";
import { queueControl } from "./queue-control";
import { radiusNeeds } from "./radius-needs";
import { relayAddress } from "./relay-address";
import { relayInAnotherSubnet } from "./relay-in-another-subnet";
import { relayLinkLocal } from "./relay-link-local";
import { relayShared } from "./relay-shared";
import { relaySuppliedOptions } from "./relay-supplied-options";
import { reservationAddress } from "./reservation-address";
import { reservationIdentifier } from "./reservation-identifier";
import { serviceDiffers } from "./service-differs";
import { severalIdentifiers } from "./several-identifiers";
import { sharedAddresses } from "./shared-addresses";
import { sharedNetwork } from "./shared-network";
import { singleThreadedLibrary } from "./single-threaded-library";
import { socketAddress } from "./socket-address";
import { socketPath } from "./socket-path";
import { socketTlsFiles } from "./socket-tls-files";
import { subnetInTwoRelationships } from "./subnet-in-two-relationships";
import { subnetInterface } from "./subnet-interface";
import { subnetMismatch } from "./subnet-mismatch";
import { subnetPrefix } from "./subnet-prefix";
import { t1T2Percents } from "./t1-t2-percents";
import { tagsWithoutHa } from "./tags-without-ha";
import { textValue } from "./text-value";
import { tooDeep } from "./too-deep";
import { twoHookDirectories } from "./two-hook-directories";
import { twoUnixSockets } from "./two-unix-sockets";
import { undefinedClass } from "./undefined-class";
import { unequalTest } from "./unequal-test";
import { unheldOption } from "./unheld-option";
import { unixSocketClash } from "./unix-socket-clash";
import { unixSocketKeys } from "./unix-socket-keys";
import { unknownKey } from "./unknown-key";
import { unknownLogger } from "./unknown-logger";
import { unlistedClass } from "./unlisted-class";
import { unmanagedServer } from "./unmanaged-server";
import { unreadableNumber } from "./unreadable-number";
import { unusedIdentifier } from "./unused-identifier";
import { unusedReservation } from "./unused-reservation";
import { unusualPath } from "./unusual-path";
import { unwrittenOption } from "./unwritten-option";
import { weakPassword } from "./weak-password";
import { wrongType } from "./wrong-type";

/** Rules about the rest of a server's configuration. */
export const DHCP_RULES: readonly Rule[] = [
  ...[
    poolOutsideSubnet,
    duplicateSubnet,
    subnetPrefix,
    pathNotAllowed,
    hookLibraryElsewhere,
    twoHookDirectories,
    hookWithoutName,
  ],
  ...[
    unknownKey,
    wrongType,
    missingKey,
    keysTogether,
    numberRange,
    unreadableNumber,
    lifetimeBounds,
    t1T2Percents,
    ddnsTtlBounds,
    leaseTimers,
    preferredAboveValid,
  ],
  ...[hostBits, sharedAddresses, overlappingSubnets, overlappingPools, pdPool],
  ...[
    relayAddress,
    relayShared,
    relayInAnotherSubnet,
    subnetInterface,
    noInterfaces,
    interfaceList,
    networkName,
    sharedNetwork,
  ],
  ...[
    reservationIdentifier,
    severalIdentifiers,
    identifierList,
    reservationAddress,
    duplicateReservation,
    unusedReservation,
    unusedIdentifier,
  ],
  ...[optionValue, optionDefinition],
  ...[className, emptyTest, builtInTest, classOrder, undefinedClass, emptyClass],
  ...[
    databaseLibrary,
    absentLibrary,
    hostsInMemfile,
    databaseOption,
    weakPassword,
    unknownLogger,
    duplicateLogger,
    loggerSeverity,
    socketPath,
    twoUnixSockets,
    noHttpSockets,
    socketAddress,
    httpSocketName,
    socketTlsFiles,
    clientUser,
    httpHeader,
    unixSocketKeys,
    openControlSocket,
    clearTextClient,
    noControlSocket,
    unmanagedServer,
  ],
  ...[
    textValue,
    bootFieldLength,
    queueControl,
    macSources,
    relaySuppliedOptions,
    ddnsAddresses,
    ddnsQueue,
    excludedPrefixes,
  ],
  ...[unusualPath, hookTwice, tooDeep, subnetMismatch, serviceDiffers, definitionsDiffer],
  interfaceShared,
  unixSocketClash,
  subnetInTwoRelationships,
  tagsWithoutHa,
  classTest,
  lateClass,
  hostsDiffer,
  hookName,
  ownAddressInPool,
  postgresqlQuotes,
  singleThreadedLibrary,
  hookParameter,
  leaseFileClash,
  hookExpression,
  flexOption,
  hookOfAnotherServer,
  limits,
  radiusNeeds,
  relayLinkLocal,
  unwrittenOption,
  leaseQueryAddress,
  unheldOption,
  unlistedClass,
  unequalTest,
  emptyOption,
  linkSelectionNeeded,
  broadcastUnheard,
  answeredTwice,
];
