// `node --expose-gc test/bench/openOne.ts FILE`: opens one file in a process of its own and prints as JSON what memory
// that took at the peak, and what the held trace takes.

import type { Trace } from "../../src/core/trace/trace.ts";
import { fileSource } from "../../src/node/fileSource.ts";
import { openSources } from "../support/openSources.ts";

/** Bytes in use. What was awaited before is let go first, and freed memory is given back in two rounds. */
async function used(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function opened(file: string): Promise<Trace | undefined> {
  return (await openSources([await fileSource(file, file)])).trace;
}

async function main(file: string): Promise<void> {
  const before = process.memoryUsage().rss;
  const held = { trace: await opened(file) };
  const peak = process.resourceUsage().maxRSS * 1024 - before;
  const events = held.trace?.events.time.length ?? 0;
  const withTrace = await used();
  held.trace = undefined;
  console.log(JSON.stringify({ events, peak, held: withTrace - (await used()) }));
}

await main(process.argv[2]);
