// What an author draws and expects: cuts, puzzles and expectations, as the core's. They speak of messages, snapshots and
// cuts by name, wherever in the scenario these stand.

import type {
  Claim as CoreClaim,
  Expectation as CoreExpectation,
  CutPoint as CorePoint,
  Puzzle as CorePuzzle,
  Subject as CoreSubject,
  ExpectedState,
  PlannedCut,
} from "../../../core/scenario/expectation.ts";
import { NONE } from "../../../core/trace/ids.ts";
import {
  type Claim,
  type Cut,
  type CutPoint,
  type Expectation,
  type GlobalState,
  isConservedClaim,
  isCutSubject,
  isProcessState,
  isPuzzleSubject,
  isSnapshotSubject,
  isStateClaim,
  isTokensClaim,
  type Puzzle,
  type Subject,
} from "../grammar/generated/ast.ts";
import type { ContentReader } from "./content.ts";
import type { MessageNames, NamedSend } from "./messages.ts";
import type { Places } from "./places.ts";
import type { Reporter } from "./reporter.ts";
import type { StepReader } from "./steps.ts";
import type { SystemReader } from "./system.ts";

type ProcessPart = ExpectedState["processes"][number];
type ChannelPart = ExpectedState["channels"][number];

export class ExpectationReader {
  readonly cuts: PlannedCut[] = [];
  readonly puzzles: CorePuzzle[] = [];
  readonly expectations: CoreExpectation[] = [];
  readonly #system: SystemReader;
  readonly #snapshots: StepReader["snapshots"];
  readonly #messages: MessageNames;
  readonly #stepOf: (sent: NamedSend) => number;
  readonly #reporter: Reporter;

  constructor(
    system: SystemReader,
    { snapshots, messages }: StepReader,
    stepOf: (sent: NamedSend) => number,
    reporter: Reporter,
  ) {
    this.#system = system;
    this.#snapshots = snapshots;
    this.#messages = messages;
    this.#stepOf = stepOf;
    this.#reporter = reporter;
  }

  cut(node: Cut, places: Places): void {
    const { name = "" } = node;
    const position = places.property(node, "name");
    const first = this.cuts.find((cut) => cut.name === name);
    if (first !== undefined) this.#reporter.twice(position, "cut", name, first.position);
    const points = node.points.flatMap((point) => this.#point(point, places) ?? []);
    const seen = new Set<number>();
    for (const point of points) {
      const { name: process } = this.#system.processes[point.process];
      if (seen.has(point.process)) {
        this.#reporter.error(
          point.position,
          "cut-process-twice",
          `the cut goes through ${process} once; it stands here twice`,
        );
      }
      seen.add(point.process);
    }
    const through =
      node.time === undefined
        ? { kind: "points" as const, points }
        : { kind: "time" as const, time: node.time };
    this.cuts.push({ name, position, through });
  }

  puzzle(node: Puzzle, places: Places, content: ContentReader): void {
    const { name = "" } = node;
    const first = this.puzzles.find((puzzle) => name !== "" && puzzle.name === name);
    const position = name === "" ? places.of(node) : places.property(node, "name");
    if (first !== undefined) this.#reporter.twice(position, "puzzle", name, first.position);
    this.puzzles.push({ name, state: this.#state(node.state, places, content), position });
  }

  expectation(node: Expectation, places: Places, content: ContentReader): void {
    const subject = this.#subject(node.subject, places);
    const claim = this.#claim(node.claim, places, content);
    if (subject === undefined || claim === undefined) return;
    const position = places.of(node);
    const solver =
      claim.kind === "verdict" && (claim.verdict === "possible" || claim.verdict === "impossible");
    if (subject.kind === "puzzle" && !solver) {
      const message = "of a puzzle one expects that it is `possible` or `impossible`";
      this.#reporter.error(position, "claim-misfit", message);
    } else if (solver && subject.kind !== "puzzle" && subject.kind !== "all") {
      this.#reporter.error(position, "claim-misfit", "only a puzzle is possible or impossible");
    } else {
      this.expectations.push({ subject, claim, position });
    }
  }

  #point(point: CutPoint, places: Places): CorePoint | undefined {
    const process = this.#system.process(point.process, places.reference(point.process, point));
    const position = places.of(point);
    if (process === undefined) return undefined;
    if (point.message === undefined) {
      return { process, after: { kind: "events", count: Math.floor(point.events ?? 0) }, position };
    }
    const called = point.message.$refText;
    const at = places.reference(point.message, point);
    const sent = this.#messages.find(called);
    if (sent === undefined) {
      this.#reporter.unknown(at, "message", called, this.#messages.names);
      return undefined;
    }
    const { name } = this.#system.processes[process];
    if (name !== sent.node.from?.$refText && name !== sent.node.to?.$refText) {
      this.#reporter.error(at, "cut-message", `${name} neither sends nor receives ${called}`);
      return undefined;
    }
    const send = this.#stepOf(sent);
    return send === NONE ? undefined : { process, after: { kind: "message", send }, position };
  }

  #subject(subject: Subject | undefined, places: Places): CoreSubject | undefined {
    if (subject === undefined) return { kind: "all" };
    const byName = (
      kind: string,
      list: readonly { readonly name?: string }[],
      called: string | undefined,
    ): number => {
      const index = list.findIndex(({ name }) => name === called);
      if (index < 0) {
        const known = list.flatMap(({ name }) => (name === undefined || name === "" ? [] : [name]));
        this.#reporter.unknown(places.of(subject), kind, called ?? "", known);
      }
      return index;
    };
    if (isSnapshotSubject(subject)) {
      if (subject.snapshot !== undefined) {
        const index = byName("snapshot", this.#snapshots, subject.snapshot.$refText);
        return index < 0 ? undefined : { kind: "snapshot", id: this.#snapshots[index].id };
      }
      if (this.#snapshots.some(({ id }) => id === subject.number))
        return { kind: "snapshot", id: subject.number ?? 0 };
      const message = `there is no snapshot ${subject.number}: this scenario takes ${this.#snapshots.length}, counted from 1`;
      this.#reporter.error(places.of(subject), "unknown-snapshot", message);
      return undefined;
    }
    if (isCutSubject(subject)) {
      const index = byName("cut", this.cuts, subject.cut?.$refText);
      return index < 0 ? undefined : { kind: "cut", index };
    }
    if (isPuzzleSubject(subject)) {
      const index = byName("puzzle", this.puzzles, subject.puzzle?.$refText);
      return index < 0 ? undefined : { kind: "puzzle", index };
    }
    return { kind: "end" };
  }

  #claim(claim: Claim | undefined, places: Places, content: ContentReader): CoreClaim | undefined {
    if (claim === undefined) return undefined;
    if (isConservedClaim(claim)) return { kind: "conserved" };
    if (isTokensClaim(claim)) return { kind: claim.kind, tokens: content.tokens(claim.tokens) };
    if (isStateClaim(claim)) return { kind: "state", state: this.#state(claim.state, places, content) };
    return claim.verdict === undefined ? undefined : { kind: "verdict", verdict: claim.verdict };
  }

  #state(state: GlobalState | undefined, places: Places, content: ContentReader): ExpectedState {
    const processes: ProcessPart[] = [];
    const channels: ChannelPart[] = [];
    for (const part of state?.parts ?? []) {
      const position = places.of(part);
      if (isProcessState(part)) {
        const process = this.#system.process(part.process, places.reference(part.process, part));
        if (process === undefined) continue;
        const { name } = this.#system.processes[process];
        if (processes.some((each) => each.process === process)) this.#twice(position, name);
        else processes.push({ process, state: content.state(part.state), position });
        continue;
      }
      const from = this.#system.process(part.from, places.reference(part.from, part));
      const to = this.#system.process(part.to, places.reference(part.to, part));
      if (from === undefined || to === undefined) continue;
      const name = `${this.#system.processes[from].name} -> ${this.#system.processes[to].name}`;
      if (this.#system.channel(from, to) === undefined) {
        this.#reporter.error(position, "no-channel", `there is no channel ${name}`, {
          from: part.from.$refText,
          to: part.to.$refText,
        });
      } else if (channels.some((each) => each.from === from && each.to === to)) this.#twice(position, name);
      else
        channels.push({
          from,
          to,
          messages: part.messages.map((message) => content.payload(message)),
          position,
        });
    }
    return { processes, channels };
  }

  #twice(position: Parameters<Reporter["error"]>[0], name: string): void {
    this.#reporter.error(position, "state-twice", `the state of ${name} stands here twice`);
  }
}
