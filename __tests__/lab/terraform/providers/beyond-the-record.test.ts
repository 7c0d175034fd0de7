/** What the stand-ins do where the record is silent, without Terraform. */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localFile } from "../../../../lab/terraform/providers/local-file";
import { nullResource } from "../../../../lab/terraform/providers/null-resource";
import { plan } from "../../../../lab/terraform/providers/planning";
import { UNKNOWN, type Attributes } from "../../../../lab/terraform/providers/wire";

const directory = mkdtempSync(join(tmpdir(), "kea-ha-local-file-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A configuration of `local_file`; what is not given is null. */
function config(given: Attributes): Attributes {
  const names = Object.keys(localFile.attributes);
  return Object.fromEntries(names.map((name) => [name, given[name] ?? null]));
}

test("permissions are 0777 before the umask unless they are given", () => {
  const wanted = config({ filename: join(directory, "open", "a"), content: "" });
  const { planned } = plan(localFile, null, wanted, wanted);
  expect(planned).toMatchObject({ file_permission: "0777", directory_permission: "0777", id: UNKNOWN });
  localFile.create(planned!);
  expect(statSync(join(directory, "open", "a")).mode & 0o777).toBe(0o777 & ~process.umask());
});

test("the content may come as base64 or from another file", () => {
  const permissions = { file_permission: "0600", directory_permission: "0700" };
  const [first, second] = [join(directory, "first"), join(directory, "second")];
  localFile.create(config({ filename: first, content_base64: "4pyT", ...permissions }));
  localFile.create(config({ filename: second, source: first, ...permissions }));
  expect(readFileSync(second, "utf8")).toBe("✓");
});

test("a place where no file can be is an error", () => {
  const wanted = config({ filename: "/proc/nowhere/a", content: "", directory_permission: "0777" });
  expect(() => localFile.create(wanted)).toThrow("/proc/nowhere");
});

test("exactly one content and sensible permissions are demanded", () => {
  expect(localFile.validate(config({ filename: "a" }))).toHaveLength(1);
  expect(localFile.validate(config({ filename: "a", content: "", source: "b" }))).toHaveLength(1);
  expect(localFile.validate(config({ filename: "a", content: UNKNOWN, file_permission: "0640" }))).toEqual(
    [],
  );
  expect(
    localFile.validate(config({ filename: "a", content: "", file_permission: "rw-r-----" })),
  ).toHaveLength(1);
});

test("an unknown trigger replaces, a trigger that is null does not", () => {
  const prior: Attributes = { id: "1", triggers: { a: "1" } };
  const replacedBy = (triggers: Attributes): string[] => {
    return plan(nullResource, prior, { id: "1", triggers }, { id: null, triggers }).replacedBy;
  };
  expect(replacedBy({ a: UNKNOWN })).toEqual(["triggers"]);
  expect(replacedBy({ a: "1", b: null })).toEqual([]);
});
