import { isOverlooked } from "../../fleet/places";
import { text } from "../../json";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const clientUser: Rule = {
  code: "KEAHA118",
  name: "client-user",
  severity: "error",
  reason: "Kea refuses a user that is empty, or has the colon at which Basic authentication ends it.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["client"],
  *place(client) {
    const name = isOverlooked(client) ? undefined : text(client.map.user);
    if (name === undefined || !(name === "" || name.includes(":"))) return;
    yield {
      path: [...client.path, "user"],
      message:
        name === "" ? "a client of a control socket has an empty user." : `user ${plain(name)} has a colon.`,
      remedy: "Basic authentication ends the user at the first colon: use a name without one.",
    };
  },
};
