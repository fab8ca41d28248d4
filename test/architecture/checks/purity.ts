// What the compiler cannot see: the core must not ask for the time, for chance or for the machine it runs on, or
// the same input would not give the same trace everywhere; and no file mentions the machine it was written on.
import { maskNonCode } from "../mask.ts";
import { matchesIn, type Sources, type Violation } from "../sources.ts";

/** Names that mean the global wherever they stand alone. */
const GLOBALS = [
  ...["Date", "Intl", "eval", "Function", "globalThis", "console", "fetch", "structuredClone"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame"],
  ...["TextDecoder", "TextEncoder", "Buffer", "require", "navigator", "localStorage", "Worker"],
];
/** Names that are also good names for things of ours: only with a member that the global has. */
const GLOBAL_MEMBERS = [
  "Math\\.random",
  "process\\.(?:env|argv|cwd|exit|exitCode|hrtime|nextTick|platform|std(?:in|out|err)|uptime|memoryUsage)",
  "performance\\.(?:now|mark|measure|timeOrigin)",
  "crypto\\.(?:getRandomValues|randomUUID|subtle)",
  "(?:document|window)\\.",
];
const BANNED = new RegExp(
  `(?<![.\\w$#])(?:(?:${GLOBALS.join("|")})\\b(?!\\s*\\??:)|(?:${GLOBAL_MEMBERS.join("|")}))`,
  "g",
);

/** Calls on anything but the language itself, in src/core. */
export function checkGlobals(sources: Sources): Violation[] {
  return [...sources]
    .filter(([file]) => file.startsWith("src/core/"))
    .flatMap(([file, text]) =>
      matchesIn(file, maskNonCode(text), BANNED, ([name]) => `the core must not use ${name}`),
    );
}

/** A home or work folder, or a package registry's host, in any text. */
const MACHINE =
  /(?<![\w.~}\-/])\/(?:home|root|Users|work|mnt|srv)\/[\w.]|\bregistry\.[\w-]+\.(?:org|com|io)\b/g;

/** Paths and hosts that stand only on one machine. */
export function checkMachinePaths(sources: Sources): Violation[] {
  return [...sources].flatMap(([file, text]) =>
    matchesIn(file, text, MACHINE, ([name]) => `mentions a place on one machine: ${name}`),
  );
}
