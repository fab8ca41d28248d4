// Runs an exploration for a command: in slices, with progress on the terminal, and ended by Ctrl+C with what is known so
// far. The exploration itself is the core's.

import { Exploration } from "../core/exploration/exploration.ts";
import { type ExploreOptions, NotExplorable } from "../core/exploration/options.ts";
import type { Scenario } from "../core/scenario/scenario.ts";
import { Failure, type Streams } from "./command.ts";

/** States between two looks at the terminal: some milliseconds' worth. */
const STATES_A_SLICE = 5000;

/** What Ctrl+C has asked for. */
export interface Stopped {
  readonly asked: () => boolean;
  readonly forget: () => void;
}

/** From now on Ctrl+C only asks; twice, it ends the process as ever. */
export function stoppable(): Stopped {
  let asked = false;
  const ask = (): void => {
    asked = true;
    process.removeListener("SIGINT", ask);
  };
  process.on("SIGINT", ask);
  return { asked: () => asked, forget: () => process.removeListener("SIGINT", ask) };
}

/** Explores a scenario. Raises `Failure` where it cannot be explored. */
export async function explore(
  scenario: Scenario,
  options: ExploreOptions,
  streams: Streams,
  stopped: Stopped,
): Promise<Exploration> {
  try {
    const exploration = new Exploration(scenario, options);
    const show = shower(streams);
    while (!exploration.run(STATES_A_SLICE)) {
      show(
        `exploring: ${exploration.states} states, ${exploration.waiting} waiting, ${exploration.depth} steps`,
      );
      await turn();
      if (stopped.asked()) exploration.cancel();
    }
    show("");
    return exploration;
  } catch (error) {
    if (error instanceof NotExplorable)
      throw new Failure(`${scenario.name}: cannot be explored: ${error.message}`);
    throw error;
  }
}

/** Takes a generator's result, with progress. Undefined where Ctrl+C was pressed. */
export async function finished<Result>(
  work: Generator<number, Result>,
  words: string,
  streams: Streams,
  stopped: Stopped,
): Promise<Result | undefined> {
  const show = shower(streams);
  let last = Date.now();
  for (;;) {
    const next = work.next();
    if (next.done === true) {
      show("");
      return next.value;
    }
    if (Date.now() - last < 50) continue;
    last = Date.now();
    show(`${words} ${Math.round(100 * next.value)} %`);
    await turn();
    if (stopped.asked()) return undefined;
  }
}

/** Lets signals and the terminal have their turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Rewrites a line on the terminal, ten times a second; an empty text clears it. */
function shower(streams: Streams): (words: string) => void {
  let shown = 0;
  return (words) => {
    if (!streams.terminal) return;
    if (words === "" ? shown === 0 : Date.now() - shown < 100) return;
    shown = Date.now();
    streams.error(`\r\u001b[K${words}`);
  };
}
