/** A program that opens a channel, says so and waits to be killed: `open-and-wait.ts CONTROL-AS-JSON`. */
import { Family } from "../../../kea/model/family";
import { openChannel } from "../../../rollout/channels/open";

void openChannel({ host: "kea1", family: Family.V4, control: JSON.parse(process.argv[2]!) }).then(() => {
  process.stdout.write("open\n");
  setInterval(() => undefined, 1000);
});
