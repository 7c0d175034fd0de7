/** What users import. */
export * from "./control-channel";
export * from "./hub-and-spoke";
export { type HostProps, KeaHost, type KeaHostProps, type RetiredProps } from "./kea-host";
export * from "./kea-relationship";
export * from "./kea-topology";
export { Family } from "../kea/model/family";
export { KeaVersion } from "../kea/model/release-lines";
export * from "../kea/model/relationship";
export * from "../kea/model/settings";
export * from "../kea/model/subnet";
export type { BasicAuth } from "../kea/model/topology";
