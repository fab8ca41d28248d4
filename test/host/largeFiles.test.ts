// Large files: the host goes on answering while one is read and run, and gives the work up when nobody wants it
// any more. (How its progress is shown and cancelled, test/e2e/recordedTrace.test.ts sees.)
import assert from "node:assert/strict";
import { closeAll, lightcone, writeFiles } from "./support.ts";

const SERVERS = 20;
const TICKS = 12_000;
const SENDS_A_TICK = 10;
/** The design says that the host never blocks for 50 ms; on a machine that is busy with other tests, twice that. */
const LONGEST_BLOCK_MS = 100;
const BEAT_MS = 2;

/** A ring of servers that pass single tokens on, with a snapshot now and then. */
function largeScenario(): { readonly topology: string; readonly script: string } {
  const names = Array.from({ length: SERVERS }, (_, i) => `S${i}`);
  const links = names.map((name, i) => `${name} ${names[(i + 1) % SERVERS]}`);
  const topology = [SERVERS, ...names.map((name) => `${name} ${TICKS * SENDS_A_TICK}`), ...links].join("\n");
  const lines: string[] = [];
  for (let tick = 0; tick < TICKS; tick++) {
    for (let send = 0; send < SENDS_A_TICK; send++)
      lines.push(`send ${links[(tick + send * 7) % SERVERS]} 1`);
    if (tick % 2000 === 0) lines.push(`snapshot ${names[tick % SERVERS]}`);
    lines.push("tick");
  }
  return { topology: `${topology}\n`, script: `${lines.join("\n")}\n` };
}

/** The longest time for which the event loop did not turn while something went on. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, BEAT_MS);
  try {
    await work();
  } finally {
    clearInterval(beat);
  }
  return Math.max(longest, performance.now() - last);
}

describe("a large scenario", () => {
  afterEach(closeAll);

  it(`of ${TICKS * SENDS_A_TICK} sends does not block the host`, async function () {
    const { topology, script } = largeScenario();
    const files = await writeFiles({ "large.top": topology, "large.events": script });
    const { sessions } = await lightcone();
    const hold = sessions.hold(files["large.events"]);
    const start = performance.now();
    const block = await longestBlock(() => sessions.get(files["large.events"]));
    const took = performance.now() - start;
    const session = await sessions.get(files["large.events"]);
    hold.dispose();
    assert.equal(session.state, "ready");
    assert.equal(session.opened?.trace?.snapshots.length, TICKS / 2000);
    if (this.test !== undefined) {
      this.test.title += ` (${took.toFixed(0)} ms in all, ${block.toFixed(0)} ms at a stretch)`;
    }
    assert.ok(block < LONGEST_BLOCK_MS, `blocked for ${block} ms`);
  });

  it("is given up when its session ends", async () => {
    const { topology, script } = largeScenario();
    const files = await writeFiles({ "large.top": topology, "large.events": script });
    const { sessions } = await lightcone();
    const hold = sessions.hold(files["large.events"]);
    const session = sessions.open(files["large.events"]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    hold.dispose();
    assert.equal(sessions.peek(files["large.events"]), undefined);
    await session.settled();
    assert.equal(session.opened, undefined, "the reading went on to its end");
  });
});
