import { differences } from "../../../kea/canonical/difference";
import type { JsonMap } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import type { Host, Topology } from "../../../kea/model/topology";
import { render } from "../../../kea/rendering/render";
import { unusedRenewals } from "../../../kea/rendering/renewed";
import { soundTopology } from "../rules/sound";

const CERTIFICATE = "/etc/kea/tls/cert.pem";
const PASSWORD = "/etc/kea/api/password";

/** A sound topology with TLS files, and a control socket with a password file on the hub. */
function withFiles(renewed: Host["renewed"], kea = KeaVersion.V3_0): Topology {
  const { hosts, relationships, ...rest } = soundTopology(Family.V4, kea);
  const tls = { trustAnchor: "/etc/kea/tls/ca.pem", certFile: CERTIFICATE, keyFile: "/etc/kea/tls/key.pem" };
  const clients = [{ userFile: "user", passwordFile: "password" }];
  const api = { httpControlSockets: [{ port: 8100, directory: "/etc/kea/api", clients }] };
  return {
    ...rest,
    hosts: hosts.map((host) => ({
      ...host,
      renewed,
      settings: { ...host.settings, [Family.V4]: host.name === "hub" ? api : {} },
    })),
    relationships: relationships.map((relationship) => ({
      ...relationship,
      members: relationship.members.map((member) => (member.host === "south" ? member : { ...member, tls })),
    })),
  };
}

const contexts = (topology: Topology) =>
  Object.fromEntries(
    render(topology).map(({ host, config }) => [host.name, (config.Dhcp4 as JsonMap)["user-context"]]),
  );

test.each([KeaVersion.V2_6, KeaVersion.V3_0])(
  "every server that names a renewed file carries its serial, and no other does, on Kea %s",
  (kea) => {
    const renewed = { renewed: { [CERTIFICATE]: "1a:2b" } };
    expect(contexts(withFiles({ [CERTIFICATE]: "1a:2b" }, kea))).toEqual({
      hub: renewed,
      north: renewed,
      backup: renewed,
      south: undefined,
    });
  },
);

test("a password file of a control socket is named with its directory", () => {
  expect(contexts(withFiles({ [PASSWORD]: "2" }))).toMatchObject({ hub: { renewed: { [PASSWORD]: "2" } } });
  expect(contexts(withFiles({ [PASSWORD]: "2" })).north).toBeUndefined();
});

test("what users keep in user-context stays beside it", () => {
  const topology = withFiles({ [CERTIFICATE]: "1" });
  const settings = {
    [Family.V4]: { extra: { "user-context": { site: "berlin" } } },
    [Family.V6]: {},
  };
  const hosts = topology.hosts.map((host) => ({ ...host, settings }));
  expect(contexts({ ...topology, hosts }).north).toEqual({
    site: "berlin",
    renewed: { [CERTIFICATE]: "1" },
  });
});

test("another serial is one difference, which names the file and both serials", () => {
  const [before] = render(withFiles({ [CERTIFICATE]: "1" }));
  const [after] = render(withFiles({ [CERTIFICATE]: "2" }));
  expect(differences(after!.config, before!.config, KeaVersion.V3_0)).toEqual([
    {
      path: ["Dhcp4", "user-context", "renewed", CERTIFICATE],
      kind: "changed",
      declared: "2",
      running: "1",
      within: [],
    },
  ]);
});

test("a file that is declared as renewed for the first time is a difference", () => {
  const [before] = render(withFiles({}));
  const [after] = render(withFiles({ [CERTIFICATE]: "1" }));
  expect(differences(after!.config, before!.config, KeaVersion.V3_0)).toHaveLength(1);
  expect(differences(after!.config, after!.config, KeaVersion.V3_0)).toEqual([]);
});

test("a renewed file that no configuration names is said, with the remedy", () => {
  const renewed = { [CERTIFICATE]: "1", "/etc/kea/tls/cret.pem": "1" };
  expect(unusedRenewals("host north", renewed, render(withFiles(renewed)))).toEqual([
    "host north: renewed has /etc/kea/tls/cret.pem, which no configuration names. Write the path as tls, basicAuth, httpControlSockets or extra has it (a file of a control socket's clients with its directory), or remove it.",
  ]);
});
