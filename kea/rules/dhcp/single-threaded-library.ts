import { hooksOf, lacksHa } from "../../fleet/hooks";
import { isMultiThreaded } from "../../fleet/sides";
import type { Rule } from "../rule";

export const singleThreadedLibrary: Rule = {
  code: "KEAHA168",
  name: "single-threaded-library",
  severity: "error",
  reason: "With multi-threading, which is Kea's default, Kea refuses a library that is not made for it.",
  source:
    "LibraryManager::checkMultiThreadingCompatible and the libraries of Kea 2.6.3, 3.0.4 and 3.2.0, read and not run: Debian has no libdhcp_user_chk.so",
  *server(server) {
    if (isMultiThreaded(server) !== true) return;
    for (const { library, path } of hooksOf(server) ?? []) {
      if (library !== "libdhcp_user_chk.so") continue;
      yield {
        path: [...path, "library"],
        message: `${library} is loaded, and works only without multi-threading.`,
        remedy: lacksHa(server)
          ? "Remove the library, or set enable-multi-threading to false."
          : "Remove the library: without multi-threading HA has no listener of its own.",
      };
    }
  },
};
