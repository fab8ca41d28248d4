// Over each scenario, snapshot, cut and puzzle its verdict in words, with the ways to its diagram and to a run of what is
// expected. The words are the core's, as the command line and the diagram say them.

import type { LangiumDocument } from "langium";
import type { CodeLensProvider, LangiumSharedServices } from "langium/lsp";
import type { CodeLens } from "vscode-languageserver";
import { decide } from "../../../core/analysis/possibility/decide.ts";
import { questionOf } from "../../../core/analysis/possibility/puzzle.ts";
import { describeAnswer } from "../../../core/analysis/possibility/words.ts";
import { describeUnfinished } from "../../../core/trace/describeSnapshot.ts";
import { counted, describeCutVerdict, describeSnapshotVerdict } from "../../../core/trace/verdict.ts";
import type { ServerOptions } from "../../../protocol/language.ts";
import { isScenario } from "../grammar/generated/ast.ts";
import { Places } from "../meaning/places.ts";
import type { Judgements } from "./judgements.ts";
import { type PlacedRun, placedRuns } from "./runPlaces.ts";

/** What stands over one line. */
interface Verdict {
  /** From 1. */
  readonly line: number;
  readonly words: string;
  /** The id of the cut in the diagram, where it has one. */
  readonly cut?: string;
  /** Whether what is expected can be run from here. */
  readonly runs?: boolean;
  /** Of a puzzle: whether it is possible, so that a run can be shown. */
  readonly puzzle?: { readonly isPossible: boolean };
}

/** Commands of the extension, for editors that have it. */
const SHOW = "lightcone.scenario.show";
const RUN = "lightcone.scenario.run";
const SOLVE = "lightcone.puzzle.solve";

export class VerdictLenses implements CodeLensProvider {
  readonly #judgements: Judgements;
  /** What has been found of a run: puzzles may take their time. */
  readonly #found = new WeakMap<PlacedRun["run"], readonly Verdict[]>();
  #commands: ServerOptions["commands"];

  constructor(shared: LangiumSharedServices, judgements: Judgements) {
    this.#judgements = judgements;
    shared.lsp.LanguageServer.onInitialize(({ initializationOptions }) => {
      this.#commands = (initializationOptions as ServerOptions | undefined)?.commands;
    });
  }

  async provideCodeLens(document: LangiumDocument): Promise<CodeLens[]> {
    const places = new Places(document.uri.toString());
    const judgement = await this.#judgements.of(document);
    return placedRuns(document, judgement).flatMap((placed) => {
      const scenario = placed.run.scenario?.name ?? "";
      const verdicts = this.#found.get(placed.run) ?? verdictsOf(placed, places);
      this.#found.set(placed.run, verdicts);
      return verdicts.flatMap((verdict) => this.#lenses(verdict, document.uri.toString(), scenario));
    });
  }

  #lenses({ line, words, cut, runs, puzzle }: Verdict, uri: string, scenario: string): CodeLens[] {
    const at = { line: Math.max(0, line - 1), character: 0 };
    const lens = (title: string, command: string, ...more: string[]): CodeLens => ({
      range: { start: at, end: at },
      command: command === "" ? { title, command } : { title, command, arguments: [uri, scenario, ...more] },
    });
    // A lens without a command is a text.
    if (this.#commands === undefined) return [lens(words, "")];
    const { show, run, solve } = this.#commands;
    if (puzzle !== undefined) {
      // Its run is another than the scenario's own.
      return [lens(words, ""), ...(puzzle.isPossible ? [lens(solve, SOLVE, String(line))] : [])];
    }
    const shown = cut === undefined ? [] : [cut];
    return [
      lens(words, cut === undefined ? "" : SHOW, ...shown),
      lens(show, SHOW, ...shown),
      ...(runs ? [lens(run, RUN)] : []),
    ];
  }
}

function verdictsOf(placed: PlacedRun, places: Places): Verdict[] {
  const { holder, statements, run } = placed;
  const { expectations, trace, scenario, verdicts, cuts } = run;
  const runs = expectations.length > 0;
  const first = isScenario(holder) ? holder : statements[0];
  // A file that is one scenario has no line of its own: its first one stands for it where something is expected.
  const own =
    first === undefined || !(runs || isScenario(holder))
      ? []
      : [{ line: places.of(first).line, words: summary(run), runs }];
  if (trace === undefined || scenario === undefined) return own;
  const snapshots = trace.snapshots.map((snapshot, i) => ({
    line: snapshot.line,
    words:
      snapshot.unfinished === undefined
        ? describeSnapshotVerdict(trace, verdicts[i])
        : describeUnfinished(trace, snapshot.unfinished),
    cut: `snapshot:${snapshot.id}`,
  }));
  const drawn = cuts.map(({ planned, verdict }) => ({
    line: planned.position.line,
    words: describeCutVerdict(trace, verdict),
    cut: `drawn:${planned.name}`,
  }));
  const puzzles = (scenario.puzzles ?? []).map(({ state, position }) => {
    const answer = decide(questionOf(scenario, state));
    const words = describeAnswer(scenario, answer);
    return { line: position.line, words, puzzle: { isPossible: answer.kind === "possible" } };
  });
  return [...own, ...snapshots, ...drawn, ...puzzles];
}

function summary({ expectations, trace }: PlacedRun["run"]): string {
  const failed = expectations.filter(({ kind }) => kind === "fails").length;
  if (expectations.length === 0) return counted(trace?.events.time.length ?? 0, "event");
  return failed === 0
    ? "as expected"
    : `${failed} of ${counted(expectations.length, "expectation")} not as expected`;
}
