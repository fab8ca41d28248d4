// How the architecture tests show violations: all at once, each with its place, so that one run names everything
// there is to mend.
import assert from "node:assert/strict";
import type { Violation } from "./sources.ts";

export function messages(violations: readonly Violation[]): string[] {
  return violations.map(({ file, line, message }) => `${file}:${line}: ${message}`);
}

export function assertNone(violations: readonly Violation[]): void {
  assert.ok(violations.length === 0, `${violations.length} violations:\n${messages(violations).join("\n")}`);
}
