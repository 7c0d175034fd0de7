/** Terraform's values as they travel: MessagePack, where an extension stands for "known after apply". */
import { decode, encode, ExtData } from "@msgpack/msgpack";

/** An attribute's value; an `ExtData` is one that is not known yet. */
export type Value = string | null | ExtData | { [key: string]: Value };

/** The attributes of one resource. */
export type Attributes = Record<string, Value>;

/** Terraform's message for any value. */
export interface DynamicValue {
  msgpack: Uint8Array;
}

/** "Known after apply". */
export const UNKNOWN: Value = new ExtData(0, new Uint8Array([0]));

/** Whether a value is not known yet (Terraform also sends unknown values with hints about them). */
export function isUnknown(value: Value | undefined): boolean {
  return value instanceof ExtData;
}

/** Reads a resource's attributes; `null` where there is no such resource. */
export function fromWire(value: DynamicValue): Attributes | null {
  return decode(value.msgpack) as Attributes | null;
}

/** Writes a resource's attributes; `null` where there is no such resource. */
export function toWire(value: Attributes | null): DynamicValue {
  return { msgpack: encode(value) };
}
