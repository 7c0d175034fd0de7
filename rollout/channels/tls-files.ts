import { createSecureContext } from "node:tls";
import type { HttpControl } from "../../kea/model/manifest";
import { ChannelError } from "./channel";
import { readOrExplain } from "./read-file";

/** What TLS needs of the channel's files. */
export interface TlsFiles {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** The channel's certificates and key, read and understood before anything is sent. */
export async function readTlsFiles(host: string, control: HttpControl): Promise<TlsFiles> {
  const { caFile, certFile, keyFile } = control;
  const read = async (path: string | undefined, purpose: string) =>
    path === undefined ? undefined : readOrExplain(host, path, purpose);
  const ca = await read(caFile, "the trusted certificates");
  const cert = await read(certFile, "the client certificate");
  const key = await read(keyFile, "the key of the client certificate");
  understand(host, { ca }, `The file ${caFile} holds no certificate that TLS can use`);
  return understand(
    host,
    { ca, cert, key },
    `The files ${certFile} and ${keyFile} are no certificate and its key`,
  );
}

function understand(host: string, files: TlsFiles, complaint: string): TlsFiles {
  try {
    createSecureContext(files);
    return files;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new ChannelError(
      host,
      `${complaint} (${code}).`,
      "They must be PEM, belong together, and the key must have no passphrase.",
    );
  }
}
