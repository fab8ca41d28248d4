// A Markdown file with scenarios in its fences, as `lightcone render` takes it: each fence read and run. What is wrong in
// one ends the command, with the place in the Markdown file; expectations that fail are told and make the status 1.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { formatProblem, type Problem } from "../../core/trace/problem.ts";
import { type Fence, findFences, placeInDocument } from "../../language/fences/findFences.ts";
import { type FenceReading, readFence } from "../../language/fences/readFence.ts";
import { LightconeParser } from "../../language/lightcone/parsing/parse.ts";
import { Failure } from "../command.ts";

export interface NotedFence {
  readonly fence: Fence;
  readonly reading: FenceReading;
}

export interface Notes {
  readonly file: string;
  readonly text: string;
  readonly fences: readonly NotedFence[];
  /** The expectations that fail, each with its place in the file. */
  readonly failures: readonly Problem[];
}

/** Raises `Failure` where the file cannot be read, has no fence of ours, or one with an error. */
export async function readNotes(file: string): Promise<Notes> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Failure(`${file}:1:1: cannot be read; is there such a file?`);
  });
  const parser = new LightconeParser();
  const readImport = (path: string): string | undefined => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  };
  const context = { parser, document: file, readImport };
  const fences = findFences(text).map((fence) => ({ fence, reading: readFence(fence.text, context) }));
  if (fences.length === 0) throw new Failure(`${file}:1:1: there is no fence \`\`\`lightcone in this file`);
  const errors = fences.flatMap(({ fence, reading }) =>
    placed(fence, file, reading.problems).filter(({ severity }) => severity === "error"),
  );
  if (errors.length > 0) {
    const more = errors.slice(1).map((problem) => `\n${formatProblem(problem)}`);
    throw new Failure(`${formatProblem(errors[0])}${more.join("")}`);
  }
  const failures = fences.flatMap(({ fence, reading }) =>
    placed(
      fence,
      file,
      reading.runs.flatMap(({ opened }) => opened.problems),
    ).filter(({ code }) => code === "expectation-failed"),
  );
  return { file, text, fences, failures };
}

function placed(fence: Fence, file: string, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) =>
    problem.position.file === file
      ? { ...problem, position: placeInDocument(fence, problem.position) }
      : problem,
  );
}
