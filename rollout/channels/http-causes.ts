import type { HttpControl } from "../../kea/model/manifest";
import { ChannelError } from "./channel";

interface Explanation {
  readonly cause: string;
  readonly remedy: string;
}

/** The system's code for a failed request -> what it means for this control channel. */
export function requestFailed(
  host: string,
  control: HttpControl,
  error: NodeJS.ErrnoException,
): ChannelError {
  const { cause, remedy } = explain(control, error);
  return new ChannelError(host, cause, remedy, error.code === "ECONNREFUSED");
}

function explain(control: HttpControl, error: NodeJS.ErrnoException): Explanation {
  const { url } = control;
  const secure = new URL(url).protocol === "https:";
  const code = error.code ?? "unknown error";
  const trust = control.caFile === undefined ? "the list that comes with Node.js" : control.caFile;
  switch (code) {
    case "ECONNREFUSED":
      return {
        cause: `Nobody listens at ${url} (connection refused).`,
        remedy:
          "Check that Kea (or its control agent, for 2.6) runs on the host and has an HTTP control socket with this address and port.",
      };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return {
        cause: `The name ${new URL(url).hostname} in ${url} does not resolve to an address.`,
        remedy: "Check the spelling of the control url and the name servers of this machine.",
      };
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return {
        cause: `There is no route to ${url}.`,
        remedy: "Check that the host is up and that this machine's network reaches it.",
      };
    case "ETIMEDOUT":
      return {
        cause: `No connection to ${url} came about in time.`,
        remedy: "Check that the host is up and that no firewall drops the connection.",
      };
    case "CERT_HAS_EXPIRED":
      return {
        cause: `The certificate of ${url} has expired.`,
        remedy: "Renew it on the host, and check the clocks of both machines.",
      };
    case "CERT_NOT_YET_VALID":
      return {
        cause: `The certificate of ${url} is not valid yet.`,
        remedy: "Check the clocks of both machines.",
      };
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return {
        cause: `The certificate of ${url} is for another name or address.`,
        remedy:
          "Use a name from the certificate in the url, or issue one whose subjectAltName has this name or address (Kea itself does not check names, so this may be the first time anybody does).",
      };
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "CERT_SIGNATURE_FAILURE":
    case "CERT_UNTRUSTED":
      return {
        cause: `The certificate of ${url} is not signed by an authority in ${trust} (${code}).`,
        remedy: "Set the channel's CA file to the certificate of the authority that signed it.",
      };
  }
  if (code === "EPROTO" || code.startsWith("ERR_SSL_")) {
    const detail = `${error.code} ${error.message}`;
    if (/wrong.version.number|packet.length.too.long|http.request/i.test(detail)) {
      return {
        cause: `${url} does not speak TLS.`,
        remedy: "Use an http url, or better: give Kea's control socket a certificate.",
      };
    }
    if (/alert/i.test(detail)) return clientCertificate(control);
    return {
      cause: `The TLS connection to ${url} failed (${code}).`,
      remedy: "Check the certificate and key files of both ends.",
    };
  }
  if (["ECONNRESET", "ECONNABORTED", "EPIPE"].includes(code) || code.startsWith("HPE_")) {
    // A server that wants a client certificate may reset the connection before its alert is read.
    if (secure && control.certFile === undefined) return clientCertificate(control);
    return {
      cause: `The connection to ${url} broke before an answer came (${code}).`,
      remedy: secure
        ? "Check that Kea still runs: the command may have taken effect."
        : "Check that Kea still runs, the command may have taken effect, and that the port does not speak TLS (then use an https url).",
    };
  }
  return {
    cause: `The request to ${url} failed (${code}).`,
    remedy: "Check the url and that Kea runs on the host.",
  };
}

function clientCertificate(control: HttpControl): Explanation {
  return control.certFile === undefined
    ? {
        cause: `${control.url} ended the TLS connection, as it does when it asks for a client certificate and gets none.`,
        remedy:
          "Set the channel's certificate and key files, or cert-required to false in Kea's control socket.",
      }
    : {
        cause: `${control.url} does not accept the client certificate ${control.certFile}.`,
        remedy: "Use a certificate signed by the authority in the trust-anchor of Kea's control socket.",
      };
}
