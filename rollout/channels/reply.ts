import { isMap, type Json } from "../../kea/json";
import type { Reply } from "./channel";

/** How long a command may take unless the caller says otherwise. */
export const DEFAULT_TIMEOUT_MS = 60_000;

/** Kea's answer, from the map that carries it or a list of one such map; undefined when it is neither. */
export function toReply(value: unknown): Reply | undefined {
  const map = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (!isMap(map) || typeof map.result !== "number") return undefined;
  const text = typeof map.text === "string" ? map.text : "";
  return { result: map.result, text, ...(map.arguments !== undefined && { arguments: map.arguments }) };
}

/** What is wrong with a text that should have been an answer; never quotes it, since it may hold secrets. */
export type Malformed = "empty" | "cut" | "foreign";

/** The answer in a text received until the end of the connection. */
export function parseReply(text: string): Reply | Malformed {
  if (text.trim() === "") return "empty";
  try {
    return toReply(JSON.parse(text)) ?? "foreign";
  } catch {
    return /^\s*[{[]/.test(text) ? "cut" : "foreign";
  }
}

/** The text of a command. */
export function requestText(command: string, args: Json | undefined, service?: string): string {
  return JSON.stringify({
    command,
    ...(service !== undefined && { service: [service] }),
    ...(args !== undefined && { arguments: args }),
  });
}
