/** The stand-in for hashicorp/local's `local_file`. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Attribute, Resource } from "./resource";
import { isUnknown, type Attributes } from "./wire";

const replaces: Attribute["replaces"] = (before, after) => !isDeepStrictEqual(before, after);
const configured: Attribute = { type: "string", optional: true, replaces };
const permission: Attribute = { ...configured, computed: true, default: "0777" };
const checksum: Attribute = { type: "string", computed: true };

const SOURCES = ["content", "content_base64", "source", "sensitive_content"];
const PERMISSIONS = ["file_permission", "directory_permission"];

/** `local_file`: a file with a given content. */
export const localFile: Resource = {
  attributes: {
    content: configured,
    content_base64: configured,
    content_base64sha256: checksum,
    content_base64sha512: checksum,
    content_md5: checksum,
    content_sha1: checksum,
    content_sha256: checksum,
    content_sha512: checksum,
    directory_permission: permission,
    file_permission: permission,
    filename: { type: "string", required: true, replaces },
    id: checksum,
    sensitive_content: { ...configured, sensitive: true, deprecated: true },
    source: configured,
  },

  validate(config) {
    const given = SOURCES.filter((name) => config[name] !== null);
    const problems = given.length === 1 ? [] : [`exactly one of ${SOURCES.join(", ")} must be set`];
    for (const name of PERMISSIONS) {
      const mode = config[name];
      if (typeof mode === "string" && !/^0?[0-7]{3}$/.test(mode))
        problems.push(`${name} must be a mode of three or four octal digits, not "${mode}"`);
    }
    return problems;
  },

  create(planned) {
    const content = contentOf(planned);
    const filename = text(planned, "filename");
    makeDirectory(dirname(filename), parseInt(text(planned, "directory_permission"), 8));
    writeFileSync(filename, content, { mode: parseInt(text(planned, "file_permission"), 8) });
    return { ...planned, ...checksums(content) };
  },

  read(state) {
    const filename = text(state, "filename");
    if (!existsSync(filename)) return null;
    return digest(readFileSync(filename), "sha1").toString("hex") === state["id"] ? state : null;
  },

  remove(state) {
    rmSync(text(state, "filename"), { force: true });
  },
};

/** Makes missing parents one by one: Node's own recursive form never ends where a directory cannot exist. */
function makeDirectory(path: string, mode: number): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path), mode);
  mkdirSync(path, { mode });
}

function contentOf(planned: Attributes): Buffer {
  const name = SOURCES.find((source) => planned[source] !== null && !isUnknown(planned[source])) ?? "content";
  const value = text(planned, name);
  if (name === "source") return readFileSync(value);
  return Buffer.from(value, name === "content_base64" ? "base64" : "utf8");
}

function checksums(content: Buffer): Attributes {
  const sha1 = digest(content, "sha1").toString("hex");
  const sha256 = digest(content, "sha256");
  const sha512 = digest(content, "sha512");
  return {
    id: sha1,
    content_md5: digest(content, "md5").toString("hex"),
    content_sha1: sha1,
    content_sha256: sha256.toString("hex"),
    content_base64sha256: sha256.toString("base64"),
    content_sha512: sha512.toString("hex"),
    content_base64sha512: sha512.toString("base64"),
  };
}

function digest(content: Buffer, algorithm: string): Buffer {
  return createHash(algorithm).update(content).digest();
}

function text(attributes: Attributes, name: string): string {
  const value = attributes[name];
  return typeof value === "string" ? value : "";
}
