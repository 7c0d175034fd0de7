/** Certificates for the lab's hosts: authorities, and what they sign, made with openssl. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { must } from "../process";

/** A certificate and its key, as PEM text. */
export interface Certified {
  readonly certificate: string;
  readonly key: string;
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** A certificate authority, whose files are in a directory. */
export class Authority {
  private constructor(
    private readonly directory: string,
    private readonly name: string,
  ) {}

  static async make(directory: string, name: string): Promise<Authority> {
    const file = join(directory, name);
    const files = ["-keyout", `${file}.key`, "-out", `${file}.pem`];
    await must(`authority ${name}`, [
      ...["openssl", "req", "-x509", ...NEW_KEY, ...files, "-days", "2", "-subj", `/CN=${name}`],
    ]);
    return new Authority(directory, name);
  }

  /** Its own certificate. */
  get certificate(): string {
    return readFileSync(join(this.directory, `${this.name}.pem`), "utf8");
  }

  /** Signs a certificate for an address. */
  async sign(address: string, serial: number): Promise<Certified> {
    const file = join(this.directory, `${this.name}-${serial}`);
    const [authority, request] = [join(this.directory, this.name), `${file}.csr`];
    await must("request", [
      ...["openssl", "req", ...NEW_KEY, "-keyout", `${file}.key`, "-out", request, "-subj", `/CN=${address}`],
    ]);
    writeFileSync(`${file}.ext`, `subjectAltName=IP:${address}\n`);
    await must("certificate", [
      ...["openssl", "x509", "-req", "-in", request, "-CA", `${authority}.pem`, "-CAkey", `${authority}.key`],
      ...["-set_serial", String(serial), "-days", "2", "-extfile", `${file}.ext`, "-out", `${file}.pem`],
    ]);
    return { certificate: readFileSync(`${file}.pem`, "utf8"), key: readFileSync(`${file}.key`, "utf8") };
  }
}
