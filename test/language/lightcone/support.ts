// Authored texts under test: read, run and judged as a host does it, with further files beside them for imports.

import { type Opened, openFormats } from "../../../src/core/analysis/opened.ts";
import { writeLctrace } from "../../../src/core/formats/lctrace/writer.ts";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import type { Trace } from "../../../src/core/trace/trace.ts";
import { ALL_FORMATS } from "../../../src/language/formats.ts";
import { textSource } from "../../support/textSource.ts";

/** Opens a text as `a.lightcone`; `others`: further files by their names. */
export function openText(
  text: string,
  others: Readonly<Record<string, string>> = {},
  execution?: string,
): Promise<Opened> {
  const sources = Object.entries({ "a.lightcone": text, ...others }).map(([name, each]) =>
    textSource(name, each),
  );
  return openFormats(sources, ALL_FORMATS, { read: execution === undefined ? {} : { execution } });
}

/** The scenario of a text that has no problem. */
export async function scenarioOf(
  text: string,
  others: Readonly<Record<string, string>> = {},
): Promise<Scenario> {
  const { scenario, problems } = await openText(text, others);
  const wrong = problems.filter(({ code }) => !code.startsWith("expectation-"));
  if (scenario === undefined || wrong.length > 0)
    throw new Error(`${text}\n${wrong.map(({ message }) => message).join("\n")}`);
  return scenario;
}

/** The system of the lecture, which most tests speak of. */
export const SYSTEM = "process P { G, Y }\nprocess Q { R, P, B, O }\nchannel P <-> Q\n";

/** A trace as bytes, without the lines that it came from: a printed scenario stands on others. */
export function placelessBytes(scenario: Scenario): string {
  const steps = scenario.steps?.map((step) => ({ ...step, line: 1 }));
  const trace: Trace = simulate({ ...scenario, name: "", files: [""], steps });
  return [...writeLctrace({ ...trace, problems: [] })].join("");
}
