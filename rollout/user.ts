import { userInfo } from "node:os";

/** The effective user by name, or by number where it has no name (containers). */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `number ${process.geteuid?.() ?? "?"}`;
  }
}
