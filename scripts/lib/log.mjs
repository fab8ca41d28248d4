// What the scripts say: one line a step, a sign of life during long ones, and failures as one clear line with
// what to do next. No colours: the same lines are read in a terminal and in a CI log.

/** How often a long step says that it is still at work. */
const SIGN_OF_LIFE_MS = 10_000;

/** A failure the reader can act on: shown as one line, without a stack. */
export class Stop extends Error {
  /**
   * @param {string} problem what went wrong
   * @param {string} next what to do about it
   */
  constructor(problem, next) {
    super(`${problem} ${next}`);
  }
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Does a long step and says so before, during and after.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const begun = performance.now();
  const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  say(`> ${label} …`);
  const alive = setInterval(() => say(`  … still at it after ${seconds()}`), SIGN_OF_LIFE_MS);
  try {
    const result = await work();
    say(`  done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(alive);
  }
}

/**
 * Runs a script's main function; an error becomes a line on stderr and exit status 1.
 * @param {() => Promise<number | undefined>} main returns the exit status, 0 when left out
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`error: ${describe(error)}\n`);
    // Not merely the exit code: a child that is still at work would keep the script alive.
    process.exit(1);
  }
}

/** The stack only of what nobody expected. @param {unknown} error */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  const isWrongOption = "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  return error instanceof Stop || isWrongOption ? error.message : error.stack;
}
