import type { Fleet } from "../../kea/fleet/fleet";
import type { JsonMap } from "../../kea/json";
import type { Manifest, ManifestServer } from "../../kea/model/manifest";
import type { Finding } from "../../kea/rules/findings";

/** A manifest with everything that it points to. */
export interface Declaration {
  readonly manifest: Manifest;
  readonly servers: readonly DeclaredServer[];
  readonly fleet: Fleet;
  /** What the rules say of the files as they are now, tokens resolved. */
  readonly findings: readonly Finding[];
}

/** A server with its declared configuration. */
export interface DeclaredServer extends ManifestServer {
  /** `kea1-dhcp4`. */
  readonly name: string;
  readonly declared: JsonMap;
}
