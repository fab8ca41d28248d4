// Child processes that never outlive the script: each runs in a process group of its own, and every group still
// alive is ended when the script exits or is interrupted. (A VS Code server and a browser have many children.)
import { spawn } from "node:child_process";
import { Stop } from "./log.mjs";

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */
/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} RunOptions */

const GRACE_MS = 3_000;
/** Lines shown from either end of a failed command's output. */
const SHOWN_LINES = 12;
const isWindows = process.platform === "win32";

/** @type {Set<ChildProcess>} */
const running = new Set();
/** @type {Set<ChildProcess>} */
const handedOver = new Set();

for (const [signal, status] of /** @type {const} */ ([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])) {
  process.on(signal, () => process.exit(status));
}
process.on("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
  // A script run again on another Node looks after its own children, so it is asked, not killed.
  for (const child of handedOver) child.kill("SIGTERM");
});

/**
 * Sends a signal to a child and to all that it started.
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (isWindows) spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    else process.kill(-child.pid, signal);
  } catch {
    // The group has ended by itself in the meantime.
  }
}

/**
 * Starts a child that `stop` or the script's own end will end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {ChildProcess}
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: !isWindows, ...options });
  running.add(child);
  const forget = () => running.delete(child);
  child.once("exit", forget);
  child.once("error", forget);
  return child;
}

/**
 * Runs another Node script in this one's place, in the same terminal, and returns its exit status.
 * @param {string} node
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export async function handOver(node, args) {
  const child = spawn(node, args, { stdio: "inherit" });
  handedOver.add(child);
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  handedOver.delete(child);
  return code ?? 1;
}

/**
 * Ends a child and its children: asked first, forced after a grace period.
 * @param {ChildProcess} child
 */
export async function stop(child) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    signalGroup(child, "SIGTERM");
    const force = setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS);
    await ended;
    clearTimeout(force);
  }
  // The leader is gone; whatever of its group stayed behind goes too.
  signalGroup(child, "SIGKILL");
}

/**
 * Runs a command to its end and returns what it wrote; throws when it fails, with what it said.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>}
 */
export async function run(command, args, options = {}) {
  const child = start(command, args, { cwd: options.cwd, env: options.env, shell: isWindows });
  let output = "";
  const collect = (/** @type {Buffer} */ data) => {
    output += data.toString();
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  const timer = options.timeoutMs && setTimeout(() => signalGroup(child, "SIGKILL"), options.timeoutMs);
  const called = `\`${command} ${args.join(" ")}\``;
  const code = await new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Stop(`${called} could not be started.`, error.message)));
    child.once("close", resolve);
  }).finally(() => clearTimeout(timer));
  if (code === 0) return output;
  throw new Stop(
    `${called} ended with ${code ?? "a signal (out of time?)"}.`,
    `It said:\n${shorten(output)}`,
  );
}

/** The beginning and the end of a long output: tools name the trouble in one or the other. @param {string} output */
function shorten(output) {
  const lines = output.trim().split("\n");
  if (lines.length <= 2 * SHOWN_LINES) return lines.join("\n");
  return [...lines.slice(0, SHOWN_LINES), "…", ...lines.slice(-SHOWN_LINES)].join("\n");
}
