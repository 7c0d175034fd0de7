import {
  TerraformDataSource,
  TerraformHclModule,
  TerraformLocal,
  TerraformModule,
  TerraformOutput,
  TerraformRemoteState,
  TerraformResource,
  TerraformVariable,
} from "cdktf";
import { Construct } from "constructs";

const KINDS = [
  [TerraformVariable, "Give its stringValue, numberValue, listValue or value."],
  [TerraformOutput, "Give its value."],
  [TerraformLocal, "Give its asString, asNumber, asList or expression."],
  [TerraformHclModule, 'Give one of its outputs: getString("...") or get("...").'],
  [TerraformModule, "Give one of its outputs."],
  [TerraformRemoteState, 'Give one of its outputs: getString("...") or get("...").'],
  [TerraformResource, "Give one of its attributes, such as its id."],
  [TerraformDataSource, "Give one of its attributes, such as its id."],
  [Construct, "Give a value that it has."],
] as const;

/** How to give the value that a construct has, in whose place it was given; undefined for anything else. */
export function wayToValue(value: unknown): string | undefined {
  if (!Construct.isConstruct(value)) return undefined;
  return KINDS.find(([kind]) => value instanceof kind)?.[1] ?? KINDS.at(-1)![1];
}
