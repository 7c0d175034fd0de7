import { pathsOf, readDirectories } from "../../cli/check-paths";
import { KeaVersion } from "../../kea/model/release-lines";

test("directories are read by their kinds", () => {
  expect(readDirectories("run=/var/run/kea/, hooks=/usr/lib64/kea/hooks")).toEqual({
    run: "/var/run/kea",
    hooks: "/usr/lib64/kea/hooks",
  });
});

test.each(["etc=/etc/kea", "run", "run=kea", ""])("no directory of Kea's is refused: %j", (words) => {
  expect(() => readDirectories(words)).toThrow(
    "write KIND=/PATH, where KIND is one of run, data, log, scripts, hooks.",
  );
});

test("a distribution has its directories, and those that are given go before", () => {
  const options = { distribution: "debian", directories: { log: "/srv/log" }, pathRestrictions: true };
  expect(pathsOf(options, undefined)).toEqual({
    directories: {
      ...{ run: "/run/kea", data: "/var/lib/kea", log: "/srv/log" },
      ...{ scripts: "/usr/share/kea/scripts", hooks: "/usr/lib/*/kea/hooks" },
    },
  });
});

test("nothing is known of a target that nothing is said of", () => {
  expect(pathsOf({ directories: {}, pathRestrictions: true }, KeaVersion.V3_0)).toEqual({});
});

test("-X is a freedom of 3.0 and later", () => {
  const options = { directories: {}, pathRestrictions: false };
  expect(pathsOf(options, KeaVersion.V3_2)).toEqual({ pathsFree: true });
  expect(() => pathsOf(options, KeaVersion.V2_6)).toThrow("Kea 2.6 has no -X");
});
