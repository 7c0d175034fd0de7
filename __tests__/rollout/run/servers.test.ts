import { join } from "node:path";
import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/profiles";
import { Servers } from "../../../rollout/run/servers";
import { listenLikeKea, temporaryDirectory } from "../channels/helpers";

const directory = temporaryDirectory();
const [OLD, NEW] = [join(directory, "old"), join(directory, "new")];
const listen = (socket: string, text: string) =>
  listenLikeKea(socket, (connection) => connection.end(JSON.stringify({ result: 0, text })));

test("a server is moved into by its declared channel once that leads to it, and not before", async () => {
  const servers = new Servers([
    {
      ...{ name: "kea1-dhcp4", host: "kea1", family: Family.V4, kea: KeaVersion.V3_0, where: "" },
      ...{ addresses: [], directories: {}, config: "", declared: {} },
      control: { type: "unix", socket: NEW },
      formerControl: { type: "unix", socket: OLD },
    },
  ]);
  const ask = async () => (await servers.channel("kea1-dhcp4").send("version-get")).text;
  const old = await listen(OLD, "old");
  await servers.open();
  expect(await ask()).toBe("old");
  await expect(servers.moveIn("kea1-dhcp4")).rejects.toThrow(/There is no control socket at .*new/);
  expect(await ask()).toBe("old");

  const now = await listen(NEW, "new");
  await servers.moveIn("kea1-dhcp4");
  expect(await ask()).toBe("new");
  now.close();
  await expect(ask()).rejects.toThrow(/control socket at .*new/);
  old.close();
  await servers.close();
});
