/**
 * A self-signed certificate for one provider process. Terraform talks to its providers over mutual TLS
 * with throw-away certificates, and Node can sign but has no call that makes a certificate.
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A certificate and its key. */
export interface Certificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly key: string;
}

const HOUR = 3_600_000;

/** Makes a certificate for `localhost`, the name that Terraform expects of every provider. */
export function selfSignedCertificate(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(
    element(0x31, sequence(COMMON_NAME, element(0x0c, Buffer.from("stand-in provider")))),
  );
  const toSign = sequence(
    element(0xa0, VERSION_3),
    element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(Date.now() - HOUR), time(Date.now() + 24 * HOUR)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    element(
      0xa3,
      sequence(
        sequence(BASIC_CONSTRAINTS, element(0x04, sequence(TRUE))),
        sequence(ALTERNATIVE_NAME, element(0x04, sequence(element(0x82, Buffer.from("localhost"))))),
      ),
    ),
  );
  const signature = element(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", toSign, privateKey)]));
  const der = sequence(toSign, ECDSA_WITH_SHA256, signature);
  const lines = der.toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  return {
    der,
    pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** One ASN.1 element: tag, length, content. */
function element(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return element(0x30, ...parts);
}

function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\D/g, "").slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`));
}

const hex = (bytes: string): Buffer => Buffer.from(bytes, "hex");
const VERSION_3 = hex("020102");
const TRUE = hex("0101ff");
const COMMON_NAME = hex("0603550403");
const BASIC_CONSTRAINTS = hex("0603551d13");
const ALTERNATIVE_NAME = hex("0603551d11");
const ECDSA_WITH_SHA256 = hex("300a06082a8648ce3d040302");
