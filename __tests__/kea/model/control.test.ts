import { UNKNOWN } from "../../../kea/json";
import { controlProblems } from "../../../kea/model/control";
import type { Control, HttpControl, SshControl } from "../../../kea/model/manifest";

const causes = (control: Control) => controlProblems(control).map(({ cause }) => cause);
const http = (control: Partial<HttpControl>) =>
  causes({ type: "http", url: "https://10.0.0.1:8000/", ...control });
const ssh = (control: Partial<SshControl>) =>
  causes({ type: "ssh", address: "10.0.0.1", socket: "/run/kea/kea4-ctrl-socket", ...control });

test("a channel that can be used has no problem", () => {
  expect(causes({ type: "unix", socket: "/run/kea/kea4-ctrl-socket" })).toEqual([]);
  expect(ssh({ user: "root", identityFile: "~/.ssh/id", knownHostsFile: "/etc/ssh/hosts" })).toEqual([]);
  expect(http({ user: "api", passwordEnv: "PW", certFile: "/c", keyFile: "/k" })).toEqual([]);
  expect(http({ url: "http://[::1]:8000/" })).toEqual([]);
});

test("a key file may be what ssh makes a path of, or none", () => {
  for (const file of ["${HOME}/.ssh/id", "none", "~/.ssh/id"])
    expect(ssh({ identityFile: file, knownHostsFile: file })).toEqual([]);
  // In a key file, % is a letter as any other.
  for (const file of ["%d/.ssh/id", "${path.module}/id", "none/id"])
    expect(ssh({ identityFile: file })).toEqual([
      `The identityFile ${file} of the control channel is not an absolute path.`,
    ]);
});

test("an address that cannot be given to ssh may be the host's own", () => {
  const [problem] = controlProblems({ type: "ssh", address: " 10.0.0.1", socket: "/run/kea/s" });
  expect(problem).toEqual({
    cause: 'The address " 10.0.0.1" cannot be given to ssh.',
    remedy: "Correct the address of the host, or that in its control channel where it has one.",
  });
});

test("everything that is wrong with one is told, in the order of its properties", () => {
  expect(http({ url: "http://10.0.0.1:8000/", passwordFile: "/pw", keyFile: "/k" })).toEqual([
    expect.stringMatching(/would send configurations over the network/),
    expect.stringMatching(/has a password but no user/),
    expect.stringMatching(/has a client key without its certificate/),
  ]);
  expect(ssh({ user: "-l", identityFile: "id" })).toEqual([
    'The user "-l" cannot be given to ssh.',
    "The identityFile id of the control channel is not an absolute path.",
  ]);
});

test("what only Terraform knows is not judged", () => {
  const unknown = UNKNOWN as unknown as string;
  expect(http({ url: unknown, user: unknown, passwordFile: unknown })).toEqual([]);
  expect(http({ url: unknown, user: unknown })).toEqual([
    "The control channel needs one source for the password of its user, it has 0.",
  ]);
  expect(http({ url: "http://10.0.0.1/", allowPlain: UNKNOWN as unknown as boolean })).toEqual([]);
  expect(ssh({ address: unknown, user: unknown, identityFile: unknown })).toEqual([]);
});
