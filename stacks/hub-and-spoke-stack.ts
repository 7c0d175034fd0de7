import type { Construct } from "constructs";
import { HubAndSpoke, type HubAndSpokeProps } from "../constructs";
import { KeaStack } from "./kea-stack";

/** A stack that holds one {@link HubAndSpoke}, called `dhcp`. */
export class HubAndSpokeStack extends KeaStack {
  readonly dhcp: HubAndSpoke;

  constructor(scope: Construct, id: string, props: HubAndSpokeProps) {
    super(scope, id);
    this.dhcp = new HubAndSpoke(this, "dhcp", props);
  }
}
