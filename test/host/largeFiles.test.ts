// Large files: the host goes on answering while one is read and run, and gives the work up when nobody wants it
// any more. (How its progress is shown and cancelled, test/e2e/recordedTrace.test.ts sees.)
import assert from "node:assert/strict";
import { closeAll, lightcone, turnsDuring, writeFiles } from "./support.ts";

const SERVERS = 20;
const TICKS = 12_000;
const SENDS_A_TICK = 10;
/** Reading, running and laying out are many slices: fewer turns than these would mean that it is one. */
const FEWEST_TURNS = 3;

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

describe("a large scenario", () => {
  afterEach(closeAll);

  it(`of ${TICKS * SENDS_A_TICK} sends does not block the host`, async function () {
    const { topology, script } = largeScenario();
    const files = await writeFiles({ "large.top": topology, "large.events": script });
    const { sessions } = await lightcone();
    const hold = sessions.hold(files["large.events"]);
    const start = performance.now();
    const { turns, longest } = await turnsDuring(() => sessions.get(files["large.events"]));
    const took = performance.now() - start;
    const session = await sessions.get(files["large.events"]);
    hold.dispose();
    assert.equal(session.state, "ready");
    assert.equal(session.opened?.trace?.snapshots.length, TICKS / 2000);
    if (this.test !== undefined) {
      this.test.title += ` (${took.toFixed(0)} ms in all, ${longest.toFixed(0)} ms of the host at a stretch)`;
    }
    // Others had their turn meanwhile; how long each waited is a figure to read, for machines are noisy.
    assert.ok(turns >= FEWEST_TURNS, `the event loop turned ${turns} times`);
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
