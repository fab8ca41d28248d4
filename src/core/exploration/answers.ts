// What an exploration answers: every global state that a snapshot can record, with a verdict and a shortest run; whether an
// expectation fails in some run, with a shortest one; and whether a global state that somebody wrote down can be recorded.
// Judging takes an engine's run each, so the longer answers are generators that yield while they work.

import type { ExpectationResult } from "../analysis/expectations.ts";
import type { Expectation, ExpectedState } from "../scenario/expectation.ts";
import type { SnapshotAlgorithm } from "../snapshot/snapshotAlgorithm.ts";
import { EMPTY_STATE, type LocalState, sameState } from "../trace/localState.ts";
import type { Payload } from "../trace/trace.ts";
import type { SnapshotVerdict } from "../trace/verdict.ts";
import type { Exploration } from "./exploration.ts";
import { type JudgedFinal, judgeFinal } from "./judgedFinals.ts";
import type { Limit } from "./options.ts";
import {
  cutKey,
  endKey,
  firstFinals,
  type SnapshotOutcome,
  snapshotKey,
  snapshotOutcomes,
} from "./outcomes.ts";
import type { Part } from "./part.ts";

/** One global state that a snapshot can record. */
export interface JudgedOutcome extends SnapshotOutcome {
  readonly verdict: SnapshotVerdict;
  readonly unfinished: boolean;
  readonly run: JudgedFinal;
}

/** Whether an expectation holds in every run. */
export type ExpectationAnswer = { readonly expectation: Expectation } & (
  | { readonly kind: "holds"; readonly words: string }
  /** `run`: no run in which it fails has fewer steps. */
  | { readonly kind: "fails"; readonly run: JudgedFinal; readonly result: ExpectationResult }
  /** No run was found in which it fails, but not all were seen. */
  | { readonly kind: "unknown"; readonly limit: Limit }
  /** It says nothing of the runs that are explored. */
  | { readonly kind: "apart"; readonly words: string }
);

/** Whether a snapshot of the scenario can record a global state. */
export type RecordableAnswer =
  | { readonly kind: "possible"; readonly run: JudgedFinal; readonly snapshot: number }
  | { readonly kind: "impossible" }
  | { readonly kind: "unknown"; readonly limit: Limit };

/** Judges final states, each once. */
export class Answers {
  readonly exploration: Exploration;
  readonly #algorithm: SnapshotAlgorithm | undefined;
  readonly #judged = new Map<number, JudgedFinal>();

  /** `exploration`: one that is over. `algorithm`: that of its options. */
  constructor(exploration: Exploration, algorithm?: SnapshotAlgorithm) {
    this.exploration = exploration;
    this.#algorithm = algorithm;
  }

  run(final: number): JudgedFinal {
    const known = this.#judged.get(final);
    if (known !== undefined) return known;
    const judged = judgeFinal(this.exploration, final, this.#algorithm);
    this.#judged.set(final, judged);
    return judged;
  }

  /** All that a snapshot, by its place, can record. Yields how far it is, 0 to 1. */
  *outcomes(snapshot: number): Generator<number, JudgedOutcome[]> {
    const found: JudgedOutcome[] = [];
    const all = snapshotOutcomes(this.exploration, snapshot);
    for (const outcome of all) {
      yield found.length / all.length;
      const run = this.run(outcome.final);
      const unfinished = run.trace.snapshots[snapshot].unfinished !== undefined;
      found.push({ ...outcome, verdict: run.verdicts[snapshot], unfinished, run });
    }
    return found;
  }

  /** Whether each expectation of the scenario holds in every run. Yields how far it is, 0 to 1. */
  *expectations(): Generator<number, ExpectationAnswer[]> {
    const all = this.exploration.explored.scenario.expectations ?? [];
    const answers: ExpectationAnswer[] = [];
    for (const [i, expectation] of all.entries()) {
      const apart = this.#apart(expectation);
      if (apart !== undefined) {
        answers.push({ expectation, kind: "apart", words: apart });
        continue;
      }
      let failing: ExpectationAnswer | undefined;
      let words = "there is no run";
      for (const final of firstFinals(this.exploration, (parts) => this.#keyOf(expectation, parts))) {
        yield i / all.length;
        const run = this.run(final);
        const result = run.expectations[i];
        words = result.words;
        if (result.kind !== "fails") continue;
        failing = { expectation, kind: "fails", run, result };
        break;
      }
      const { limit } = this.exploration;
      const sound =
        limit === undefined ? { kind: "holds" as const, words } : { kind: "unknown" as const, limit };
      answers.push(failing ?? { expectation, ...sound });
    }
    return answers;
  }

  /** Whether a snapshot, or any where none is named, can record a global state. */
  recordable(state: ExpectedState, snapshot?: number): RecordableAnswer {
    const { snapshotIds } = this.exploration.explored;
    for (const place of snapshot === undefined ? snapshotIds.keys() : [snapshot]) {
      const outcome = snapshotOutcomes(this.exploration, place).find((each) => this.#fits(state, each));
      if (outcome !== undefined) return { kind: "possible", run: this.run(outcome.final), snapshot: place };
    }
    const { limit } = this.exploration;
    return limit === undefined ? { kind: "impossible" } : { kind: "unknown", limit };
  }

  /** Why an expectation says nothing of the runs; undefined where it does. */
  #apart({ subject, claim }: Expectation): string | undefined {
    if (subject.kind === "puzzle" || (claim.kind === "verdict" && /^(im)?possible$/.test(claim.verdict)))
      return "is about a puzzle, not about the runs of this scenario";
    const { cuts = [] } = this.exploration.explored.scenario;
    const through = subject.kind === "cut" ? [cuts[subject.index]] : subject.kind === "all" ? cuts : [];
    const timed = through.find((cut) => cut.through.kind === "time");
    return (
      timed && `is about cut ${timed.name}, which goes through a moment: runs are explored without times`
    );
  }

  /** All that an expectation can depend on in a final state. */
  #keyOf({ subject, claim }: Expectation, parts: readonly Part[]): string {
    const { exploration } = this;
    const { snapshotIds, cuts } = exploration.explored;
    const all = subject.kind === "all";
    const snapshots = snapshotIds.flatMap((id, place) =>
      all || (subject.kind === "snapshot" && subject.id === id)
        ? [snapshotKey(exploration, parts, place)]
        : [],
    );
    const watched = cuts.flatMap(({ index }, cut) =>
      all || (subject.kind === "cut" && subject.index === index) ? [cutKey(exploration, parts, cut)] : [],
    );
    const end = subject.kind === "end" || (all && claim.kind === "conserved") ? [endKey(parts)] : [];
    return [...snapshots, ...watched, ...end].join("\n");
  }

  #fits(state: ExpectedState, { processes, channels }: SnapshotOutcome): boolean {
    const { scenario } = this.exploration.explored;
    const sameProcesses = processes.every((recorded, p) => {
      const wanted = state.processes.find(({ process }) => process === p)?.state ?? EMPTY_STATE;
      return recorded !== undefined && fits(wanted, recorded);
    });
    return (
      sameProcesses &&
      channels.every((recorded, c) => {
        const { from, to } = scenario.channels[c];
        const wanted = state.channels.find((each) => each.from === from && each.to === to)?.messages ?? [];
        return recorded !== undefined && samePayloads(wanted, recorded);
      })
    );
  }
}

/** All tokens, and the fields that are named. */
function fits(wanted: LocalState, actual: LocalState): boolean {
  const named = new Set(wanted.fields.map(({ name }) => name));
  return sameState(wanted, {
    tokens: actual.tokens,
    fields: actual.fields.filter(({ name }) => named.has(name)),
  });
}

function samePayloads(a: readonly Payload[], b: readonly Payload[]): boolean {
  return (
    a.length === b.length && a.every((payload, i) => payload.label === b[i].label && sameState(payload, b[i]))
  );
}
