// `npm run bench`: the figures that the README states, measured anew. `npm run bench -- log cut` measures these parts
// only. Each measurement several times, the median printed; times are of this machine and noisy, so compare them only
// within one run.

import { cpus } from "node:os";
import { cutFigures } from "./cutFigures.ts";
import { exploreFigures } from "./exploreFigures.ts";
import { FORMAT_CASES } from "./formatCases.ts";
import { formatFigures } from "./formatFigures.ts";
import { heading } from "./measure.ts";
import { networkFigures } from "./networkFigures.ts";
import { predicateFigures } from "./predicateFigures.ts";
import { puzzleFigures } from "./puzzleFigures.ts";
import { scenarioFigures } from "./scenarioFigures.ts";
import { typingFigures } from "./typingFigures.ts";

async function main(asked: readonly string[]): Promise<void> {
  const formats = FORMAT_CASES.map(({ part }) => part);
  const known = ["scenario", "network", "cut", "typing", "predicate", "puzzle", "explore", ...formats];
  const unknown = asked.find((part) => !known.includes(part));
  if (unknown !== undefined) throw new Error(`no part ${unknown}; there are ${known.join(", ")}`);
  const isAsked = (part: string): boolean => asked.length === 0 || asked.includes(part);
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown CPU"}`);
  if (isAsked("scenario")) await scenarioFigures();
  if (isAsked("network")) networkFigures();
  if (isAsked("cut")) cutFigures();
  if (isAsked("typing")) await typingFigures();
  if (isAsked("predicate")) predicateFigures();
  if (isAsked("puzzle")) puzzleFigures();
  if (isAsked("explore")) exploreFigures();
  const cases = FORMAT_CASES.filter(({ part }) => isAsked(part));
  if (cases.length === 0) return;
  heading("Files of other systems");
  for (const each of cases) await formatFigures(each);
}

await main(process.argv.slice(2));
