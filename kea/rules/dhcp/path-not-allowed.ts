import type { Rule } from "../../findings";
import { list, map, type Path, type Server, text } from "../../fleet";

export const pathNotAllowed: Rule = {
  code: "KEAHA011",
  name: "path-not-allowed",
  severity: "error",
  reason:
    "Since May 2025 Kea refuses sockets, leases and logs outside its own directories, at worst after it stopped serving.",
  *check({ servers }) {
    for (const server of servers) {
      for (const { path, file } of files(server)) {
        // Every directory but these can be one that this installation was built for.
        if (!/^\/(tmp|var\/tmp|dev\/shm|home|root)\//.test(file)) continue;
        yield {
          server: server.name,
          where: server.where,
          path,
          message: `${file} is in a directory that Kea refuses.`,
          remedy: "Use Kea's own: /run/kea for sockets, /var/lib/kea for leases, /var/log/kea for logs.",
        };
      }
    }
  },
};

function files({ root, family }: Server): { path: Path; file: string }[] {
  const top = family === "v4" ? "Dhcp4" : "Dhcp6";
  const candidates: [Path, unknown][] = [
    [[top, "control-socket", "socket-name"], map(root["control-socket"])["socket-name"]],
    ...list(root["control-sockets"]).map((socket, i): [Path, unknown] => [
      [top, "control-sockets", i, "socket-name"],
      map(socket)["socket-name"],
    ]),
    [[top, "lease-database", "name"], map(root["lease-database"]).name],
    ...list(root.loggers).flatMap((logger, i) =>
      ["output_options", "output-options"].flatMap((key) =>
        list(map(logger)[key]).map((output, o): [Path, unknown] => [
          [top, "loggers", i, key, o, "output"],
          map(output).output,
        ]),
      ),
    ),
  ];
  return candidates.flatMap(([path, value]) => {
    const file = text(value);
    return file === undefined ? [] : [{ path, file }];
  });
}
