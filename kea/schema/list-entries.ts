/** Keys by which a reservation knows its client. */
export const IDENTIFIERS = ["hw-address", "duid", "client-id", "circuit-id", "flex-id"] as const;

/** What tells the entries of a list apart, by their kind: all of these, as far as they are there. */
export const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  subnet: ["id"],
  pool: ["pool"],
  "pd-pool": ["prefix", "prefix-len"],
  "shared-network": ["name"],
  relationship: ["this-server-name"],
  peer: ["name"],
  state: ["state"],
  "client-class": ["name"],
  "option-def": ["space", "code"],
  "option-data": ["space", "code", "client-classes"],
  hook: ["library"],
  logger: ["name"],
  output: ["output"],
  "control-socket": ["socket-type", "socket-name", "socket-address", "socket-port"],
  client: ["user-file", "user"],
  "http-header": ["name"],
  reservation: IDENTIFIERS,
  "hosts-database": ["type", "name"],
  "config-database": ["type", "name"],
};

/** Lists whose order means something: Kea's switch is the first relationship's, classes build on earlier ones. */
export const ORDERED: ReadonlySet<string> = new Set(["relationship", "client-class", "hook"]);
