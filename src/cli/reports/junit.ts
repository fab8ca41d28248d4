// Verdicts as JUnit XML, the form in which CI servers take test results: a case for each cut or snapshot, a failure
// where it does not hold, an error where nobody can tell, a skipped one where an answer is still owed.

import type { SourcePosition } from "../../core/trace/problem.ts";

/** One thing that was verified. */
export interface Case {
  readonly name: string;
  readonly kind: "consistent" | "inconsistent" | "unknown" | "skipped";
  /** The verdict in words. */
  readonly words: string;
  /** What shows it, a line each. */
  readonly details: readonly string[];
  /** Where it stands, for servers that lead there. */
  readonly position?: SourcePosition;
}

/** One suite of cases, as XML text. */
export function junit(suite: string, cases: readonly Case[]): string {
  const failures = cases.filter(({ kind }) => kind === "inconsistent").length;
  const errors = cases.filter(({ kind }) => kind === "unknown").length;
  const skipped = cases.filter(({ kind }) => kind === "skipped").length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Lightcone" ${counts}>`,
    `  <testsuite name="${escaped(suite)}" ${counts}>`,
    ...cases.map((each) => caseElement(suite, each)),
    "  </testsuite>",
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function caseElement(suite: string, { name, kind, words, details, position }: Case): string {
  const place =
    position === undefined ? "" : ` file="${escaped(position.file)}" line="${Math.max(1, position.line)}"`;
  const open = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"${place}`;
  if (kind === "consistent") return `${open}/>`;
  if (kind === "skipped") return `${open}><skipped message="${escaped(words)}"/></testcase>`;
  const element = kind === "inconsistent" ? "failure" : "error";
  const text = escaped(details.join("\n"));
  return `${open}><${element} message="${escaped(words)}">${text}</${element}></testcase>`;
}

/** Text as XML, without the control characters that XML cannot hold. */
function escaped(text: string): string {
  const kept = [...text]
    .filter((character) => character >= " " || character === "\n" || character === "\t")
    .join("");
  return kept
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
