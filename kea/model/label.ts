import type { Family } from "./family";

/** A declared relationship: gives the member names in the configurations one name and a place. */
export interface RelationshipLabel {
  readonly name: string;
  readonly where: string;
  readonly family: Family;
  readonly members: readonly { readonly host: string; readonly name: string }[];
}
