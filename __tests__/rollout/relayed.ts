/** A program whose work is to be outlived: `relayed.ts MANIFEST`. The worker says when it is interrupted. */
import { relay } from "../../rollout/relay";
import { atWorkOn, interruption, isWorker } from "../../rollout/worker";

const manifest = process.argv[2]!;

async function work(): Promise<number> {
  const signal = interruption();
  // As where the disk is full: what is said is lost.
  if (process.env.WORK_MS === "none") return 1;
  console.log(`   0.0s  worker  ${process.pid} begins`);
  console.error("Error: something that goes to the errors.");
  const limit = Date.now() + Number(process.env.WORK_MS ?? 20_000);
  for (let told = Date.now(); !signal.aborted && Date.now() < limit;) {
    await new Promise((done) => setTimeout(done, 20));
    if (Date.now() - told < 1_000) continue;
    told = Date.now();
    console.log("   0.1s  worker  goes on");
  }
  await new Promise((done) => setTimeout(done, 300));
  console.log(`   0.3s  worker  ${signal.aborted ? "put back" : "done"}`);
  return signal.aborted ? 3 : 0;
}

void (isWorker() ? atWorkOn(manifest, work) : relay(manifest)).then((code) => process.exit(code));
