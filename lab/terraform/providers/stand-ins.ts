/** Which real providers have a stand-in, and the version each one stands in for. */
import { localFile } from "./local-file";
import { nullResource } from "./null-resource";
import type { Resource } from "./resource";

/** A provider that can be stood in for. */
export interface StandIn {
  readonly version: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

/** The stand-ins, by the last part of the real provider's name (`hashicorp/<name>`). */
export const STAND_INS: Readonly<Record<string, StandIn>> = {
  local: { version: "2.6.1", resources: { local_file: localFile } },
  null: { version: "3.2.4", resources: { null_resource: nullResource } },
};
