/** What users import. */
export * from "./control-channel";
export * from "./hub-and-spoke";
export { type HostProps, KeaHost, type KeaHostProps } from "./kea-host";
export * from "./kea-relationship";
export * from "./kea-topology";
export { Family } from "../kea/family";
export { KeaVersion } from "../kea/profiles";
export * from "../kea/relationship";
export * from "../kea/settings";
export * from "../kea/subnet";
export type { BasicAuth } from "../kea/topology";
