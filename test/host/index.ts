// Entry of the tests that run inside VS Code: loads every bundled *.test.cjs beside it, runs them with Mocha and
// writes the results to a file, because the console of an extension host on a server is shown nowhere.
import { globSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

interface TestResult {
  readonly title: string;
  readonly state: "passed" | "failed" | "skipped";
  readonly ms: number;
  readonly error?: string;
}

const RESULTS = path.join(__dirname, "..", "host", "results.json");
const TEST_LIMIT_MS = 60_000;

/** What VS Code calls. Resolves when all tests passed, rejects when one failed. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({ ui: "bdd", timeout: TEST_LIMIT_MS });
  for (const file of globSync("**/*.test.cjs", { cwd: __dirname }).sort()) {
    mocha.addFile(path.join(__dirname, file));
  }
  const results: TestResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    const running = mocha.run(resolve);
    running.on("pass", (test) => results.push(describe(test, "passed")));
    running.on("pending", (test) => results.push(describe(test, "skipped")));
    // A hook that fails comes here too, under the hook's name.
    running.on("fail", (test, error) =>
      results.push({ ...describe(test, "failed"), error: errorText(error) }),
    );
  });
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, JSON.stringify(results, undefined, 2));
  if (failures > 0) throw new Error(`${failures} host tests failed`);
}

function describe(test: Mocha.Runnable, state: TestResult["state"]): TestResult {
  return { title: test.fullTitle(), state, ms: test.duration ?? 0 };
}

/** Mocha's own errors carry the diff only as two values: shown under the stack. */
function errorText(error: Error & { actual?: unknown; expected?: unknown }): string {
  const text = error.stack ?? error.message;
  if (error.actual === undefined && error.expected === undefined) return text;
  return `${text}\n  actual:   ${JSON.stringify(error.actual)}\n  expected: ${JSON.stringify(error.expected)}`;
}
