// The search for a smallest counter-example, as the editor asks for it and is told of it: by names, which are looked up here, and
// in words. The search itself is the core's.

import { breakableOf } from "../core/exploration/breakable.ts";
import { type CounterFound, searchCounterExample } from "../core/exploration/counterExamples.ts";
import { findAlgorithm } from "../core/snapshot/registry.ts";
import { printScenario } from "../language/lightcone/printing/printScenario.ts";
import type { CounterReport, HostToExplorer } from "../protocol/exploring.ts";

type Request = Extract<HostToExplorer, { type: "counter-example" }>;

/** Raises an error for names that are none. */
export function counterSearch({
  algorithm: id,
  without,
  mostSize,
}: Request): Generator<number, CounterFound> {
  const algorithm = findAlgorithm(id);
  if (algorithm === undefined) throw new Error(`there is no snapshot algorithm ${id}`);
  const broken = breakableOf(algorithm).find(({ name }) => name === without);
  if (without !== undefined && broken === undefined) throw new Error(`${id} does not assume ${without}`);
  return searchCounterExample({ algorithm, without: broken?.assumption, mostSize });
}

export function counterReport(found: CounterFound): CounterReport {
  const { scenarios, states, size, complete } = found;
  const tried = { scenarios, states, size, complete };
  if (found.kind === "none") return tried;
  return { ...tried, found: { words: found.words, text: printScenario(found.run.witness) } };
}
