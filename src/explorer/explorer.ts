// What the exploring thread does: explores in slices, judges what was found, words it, and writes the runs that are asked
// for; counts the cuts of a run and draws their lattice with the editor's colours; searches smallest counter-examples.

import { Answers, type ExpectationAnswer, type JudgedOutcome } from "../core/exploration/answers.ts";
import { Exploration } from "../core/exploration/exploration.ts";
import { extentWords, leftOut, limitWords, outcomeWords } from "../core/exploration/words.ts";
import { snapshotTitle } from "../core/trace/describeSnapshot.ts";
import { describeSnapshotVerdict } from "../core/trace/verdict.ts";
import { printScenario } from "../language/lightcone/printing/printScenario.ts";
import type {
  ExploredReport,
  ExplorerToHost,
  FoundExpectation,
  FoundState,
  HostToExplorer,
} from "../protocol/exploring.ts";
import { counterReport, counterSearch } from "./counterReport.ts";
import { latticeReport } from "./latticeReport.ts";

/** States between two looks at the messages: some milliseconds' worth. */
const STATES_A_SLICE = 2000;

export class Explorer {
  readonly #send: (message: ExplorerToHost) => void;
  readonly #turn: () => Promise<void>;
  #answers: Answers | undefined;
  #isCancelled = false;

  /** `turn`: lets messages have their turn. */
  constructor(send: (message: ExplorerToHost) => void, turn: () => Promise<void>) {
    this.#send = send;
    this.#turn = turn;
  }

  async receive(message: HostToExplorer): Promise<void> {
    try {
      if (message.type === "cancel") this.#isCancelled = true;
      else if (message.type === "explore") await this.#explore(message);
      else if (message.type === "lattice")
        this.#send({ type: "lattice", report: latticeReport(message.trace) });
      else if (message.type === "counter-example") await this.#searchCounterExample(message);
      else this.#send({ type: "run", text: this.#runText(message.final) });
    } catch (error) {
      this.#send({ type: "failed", words: error instanceof Error ? error.message : String(error) });
    }
  }

  async #explore({ scenario, order, starts }: Extract<HostToExplorer, { type: "explore" }>): Promise<void> {
    this.#isCancelled = false;
    const exploration = new Exploration(scenario, { order, starts, reduce: true });
    while (!exploration.run(STATES_A_SLICE)) {
      this.#send({
        type: "progress",
        words: `${exploration.states} states, ${exploration.depth} steps deep`,
      });
      await this.#turn();
      if (this.#isCancelled) exploration.cancel();
    }
    const answers = new Answers(exploration);
    this.#answers = answers;
    const report: ExploredReport = {
      complete: exploration.limit === undefined,
      extent: extentWords(exploration),
      remarks: leftOut({ scenario, order }),
      snapshots: await this.#snapshots(answers),
      expectations: (await this.#finish(answers.expectations(), "judging expectations")).map(
        foundExpectation,
      ),
    };
    this.#send({ type: "explored", report });
  }

  /** Hears messages after each scenario; a cancelled search has no answer, for a smaller one may be among what was not tried. */
  async #searchCounterExample(request: Extract<HostToExplorer, { type: "counter-example" }>): Promise<void> {
    this.#isCancelled = false;
    const search = counterSearch(request);
    let told: number | undefined;
    for (let next = search.next(); ; next = search.next()) {
      if (next.done === true) {
        this.#send({ type: "counter-example", report: counterReport(next.value) });
        return;
      }
      const percent = Math.round(100 * next.value);
      if (percent !== told) this.#send({ type: "progress", words: `searching, ${percent} %` });
      told = percent;
      await this.#turn();
      if (this.#isCancelled) break;
    }
    this.#send({ type: "counter-example" });
  }

  async #snapshots(answers: Answers): Promise<ExploredReport["snapshots"]> {
    const { explored } = answers.exploration;
    const found: { title: string; states: FoundState[] }[] = [];
    for (const [place, id] of explored.snapshotIds.entries()) {
      const outcomes = await this.#finish(answers.outcomes(place), "judging snapshots");
      const first = outcomes[0]?.run.trace.snapshots[place];
      const title = first === undefined ? `snapshot ${id}` : snapshotTitle(first);
      found.push({ title, states: outcomes.map((outcome) => foundState(answers.exploration, outcome)) });
    }
    return found;
  }

  /** Goes on until there is a result; judging what was found is quick, so a cancellation only ends the exploring. */
  async #finish<Result>(work: Generator<number, Result>, words: string): Promise<Result> {
    for (let step = 0; ; step++) {
      const next = work.next();
      if (next.done === true) return next.value;
      if (step % 50 !== 0) continue;
      this.#send({ type: "progress", words: `${words}, ${Math.round(100 * next.value)} %` });
      await this.#turn();
    }
  }

  #runText(final: number): string {
    if (this.#answers === undefined) throw new Error("nothing has been explored");
    return printScenario(this.#answers.run(final).witness);
  }
}

function foundState({ explored }: Exploration, outcome: JudgedOutcome): FoundState {
  const { run, verdict, unfinished, finals, final } = outcome;
  return {
    words: outcomeWords(explored, outcome),
    verdict: verdict.kind,
    verdictWords: `${unfinished ? "unfinished, " : ""}${describeSnapshotVerdict(run.trace, verdict)}`,
    finals,
    steps: run.length,
    final,
  };
}

function foundExpectation(answer: ExpectationAnswer): FoundExpectation {
  const { kind, expectation } = answer;
  const { line } = expectation.position;
  if (kind === "fails") {
    const { final, length } = answer.run;
    return { kind, line, words: answer.result.words, final, steps: length };
  }
  return { kind, line, words: kind === "unknown" ? limitWords(answer.limit) : answer.words };
}
