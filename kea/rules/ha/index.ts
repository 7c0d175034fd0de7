import type { Rule } from "../rule";
import { agentUnseen } from "./agent-unseen";
import { autoFailoverOff } from "./auto-failover-off";
import { backupFirst } from "./backup-first";
import { backupUnlisted } from "./backup-unlisted";
import { basicAuthColon } from "./basic-auth-colon";
import { basicAuthEmptyFile } from "./basic-auth-empty-file";
import { basicAuthForms } from "./basic-auth-forms";
import { basicAuthUnused } from "./basic-auth-unused";
import { bindingVariablesLate } from "./binding-variables-late";
import { borrowedName } from "./borrowed-name";
import { clearTextPassword } from "./clear-text-password";
import { clientIdentityDiffers } from "./client-identity-differs";
import { delayedUpdatesLimit } from "./delayed-updates-limit";
import { delaysInSeconds } from "./delays-in-seconds";
import { duplicateHost } from "./duplicate-host";
import { duplicateName } from "./duplicate-name";
import { fewClients } from "./few-clients";
import { givenTwice } from "./given-twice";
import { haClass } from "./ha-class";
import { haLibraryTwice } from "./ha-library-twice";
import { haValueRange } from "./ha-value-range";
import { haValueType } from "./ha-value-type";
import { halfServed } from "./half-served";
import { httpsWithoutTls } from "./https-without-tls";
import { leaseCommands } from "./lease-commands";
import { leaseExchange } from "./lease-exchange";
import { linkLocalUrl } from "./link-local-url";
import { loopbackUrl } from "./loopback-url";
import { manyRelationships } from "./many-relationships";
import { memberName } from "./member-name";
import { memberUrl } from "./member-url";
import { memberWithoutHa } from "./member-without-ha";
import { membersDiffer } from "./members-differ";
import { missingHaKey } from "./missing-ha-key";
import { mixedNetwork } from "./mixed-network";
import { modeRoles } from "./mode-roles";
import { needlessExchange } from "./needless-exchange";
import { noHaConfiguration } from "./no-ha-configuration";
import { noSubnets } from "./no-subnets";
import { nobodyListens } from "./nobody-listens";
import { partnerAtHome } from "./partner-at-home";
import { passwordWithoutUser } from "./password-without-user";
import { pausedUnserved } from "./paused-unserved";
import { portClash } from "./port-clash";
import { relationshipUnknown } from "./relationship-unknown";
import { reselectedSubnet } from "./reselected-subnet";
import { responseDelay } from "./response-delay";
import { restrictCommandsDiffer } from "./restrict-commands-differ";
import { reusedName } from "./reused-name";
import { rolesDiffer } from "./roles-differ";
import { sameSelf } from "./same-self";
import { sameUrl } from "./same-url";
import { severalNeedHotStandby } from "./several-need-hot-standby";
import { sharedListener } from "./shared-listener";
import { sharedUrl } from "./shared-url";
import { shortResponseDelay } from "./short-response-delay";
import { socketCredentials } from "./socket-credentials";
import { socketTls } from "./socket-tls";
import { statePauses } from "./state-pauses";
import { subnetsByCommand } from "./subnets-by-command";
import { thisServerName } from "./this-server-name";
import { timersDiffer } from "./timers-differ";
import { tlsDiffers } from "./tls-differs";
import { tlsFiles } from "./tls-files";
import { trustAnchorDiffers } from "./trust-anchor-differs";
import { unknownHaKey } from "./unknown-ha-key";
import { unknownHaServerName } from "./unknown-ha-server-name";
import { unsplitPool } from "./unsplit-pool";
import { untaggedSpoke } from "./untagged-spoke";
import { untaggedSubnet } from "./untagged-subnet";
import { urlAddressDiffers } from "./url-address-differs";
import { urlPortDiffers } from "./url-port-differs";
import { waitBackupAck } from "./wait-backup-ack";

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
  noHaConfiguration,
  haValueType,
  missingHaKey,
  unknownHaKey,
  memberName,
  statePauses,
  basicAuthForms,
  basicAuthEmptyFile,
  basicAuthColon,
  clearTextPassword,
  passwordWithoutUser,
  tlsFiles,
  httpsWithoutTls,
  waitBackupAck,
  delayedUpdatesLimit,
  leaseCommands,
  haLibraryTwice,
  untaggedSubnet,
  unknownHaServerName,
  mixedNetwork,
  responseDelay,
  shortResponseDelay,
  timersDiffer,
  membersDiffer,
  rolesDiffer,
  sameSelf,
  urlPortDiffers,
  urlAddressDiffers,
  tlsDiffers,
  trustAnchorDiffers,
  restrictCommandsDiffer,
  leaseExchange,
  nobodyListens,
  sharedListener,
  autoFailoverOff,
  untaggedSpoke,
  reusedName,
  fewClients,
  loopbackUrl,
  sameUrl,
  linkLocalUrl,
  haClass,
  socketCredentials,
  socketTls,
  basicAuthUnused,
  manyRelationships,
  unsplitPool,
  halfServed,
  memberWithoutHa,
  givenTwice,
  sharedUrl,
  backupUnlisted,
  borrowedName,
  delaysInSeconds,
  pausedUnserved,
  clientIdentityDiffers,
  agentUnseen,
  relationshipUnknown,
  reselectedSubnet,
  bindingVariablesLate,
  partnerAtHome,
  subnetsByCommand,
  needlessExchange,
];
