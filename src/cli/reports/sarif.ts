// Problems as SARIF 2.1.0 (OASIS), the form in which code hosts and editors take findings from CI. Only what the
// standard asks for, and the second place of a fault.

import type { Problem, Severity, SourcePosition } from "../../core/trace/problem.ts";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** One run of Lightcone with its findings, as JSON text. */
export function sarif(problems: readonly Problem[]): string {
  const rules = [...new Set(problems.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Lightcone", rules: rules.map((id) => ({ id })) } },
        results: problems.map((problem) => result(problem, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function result({ code, severity, message, position, related = [] }: Problem, rules: readonly string[]) {
  return {
    ruleId: code,
    ruleIndex: rules.indexOf(code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [location(position)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place) => ({
            ...location(place.position),
            message: { text: place.message },
          })),
        }),
  };
}

function location({ file, line, column, endColumn }: SourcePosition) {
  const region = {
    startLine: Math.max(1, line),
    startColumn: Math.max(1, column),
    ...(endColumn === undefined ? {} : { endColumn }),
  };
  const uri = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return { physicalLocation: { artifactLocation: { uri }, region } };
}
