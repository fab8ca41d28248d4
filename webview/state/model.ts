// What the panel shows, and what is worked out from it once and looked up ever after: layouts, the message index,
// a snapshot's steps, overlays. Everything here follows from the trace; what the user chose is in viewState.ts.

import {
  type Axis,
  axesOf,
  type Layout,
  lanesOf,
  layoutTrace,
  reorderedOf,
  sequenceLayout,
} from "../../src/core/diagram/layout.ts";
import { indexMessages, type MessageIndex } from "../../src/core/diagram/messageIndex.ts";
import { type Overlay, overlayOf, type Selection } from "../../src/core/diagram/overlay.ts";
import { type SnapshotStep, snapshotSteps } from "../../src/core/diagram/snapshotSteps.ts";
import { linearOrder, vectorClock } from "../../src/core/trace/clocks.ts";
import { asEvent, type EventId, NONE } from "../../src/core/trace/ids.ts";
import { MovingCut } from "../../src/core/trace/movingCut.ts";
import {
  type ChainStep,
  chainOf,
  describeRelation,
  type Relation,
  relate,
} from "../../src/core/trace/relation.ts";
import { type ReorderVerdict, reorderRun, sequenceAfter } from "../../src/core/trace/reorderedRun.ts";
import type { Trace } from "../../src/core/trace/trace.ts";
import type { DiagramCut, EventRemark, Executions, PanelAbilities } from "../../src/protocol/diagram.ts";
import { type Draft, draftCut, type PanelCut, type PutLine } from "./draftCut.ts";
import { rankOf } from "./find.ts";
import type { ViewState } from "./viewState.ts";

/** Two events that are compared. */
export interface Comparison {
  readonly anchor: number;
  readonly compared: number;
  readonly relation: Relation;
  /** The relation in a sentence without a full stop. */
  readonly words: string;
  readonly chain: readonly ChainStep[];
}

export class Model {
  readonly trace: Trace;
  readonly cuts: readonly DiagramCut[];
  readonly abilities: PanelAbilities;
  readonly executions: Executions | undefined;
  readonly axes: readonly Axis[];
  /** Tells one trace from another over a reload. */
  readonly key: string;
  readonly #layouts = new Map<Axis, { readonly layout: Layout; readonly index: MessageIndex }>();
  readonly #steps = new Map<number, readonly SnapshotStep[]>();
  #lanes: Pick<Layout, "lanes" | "laneOf">;
  #notes: ReadonlyMap<number, string> = new Map();
  #order: Uint32Array | undefined;
  #clock: { readonly event: number; readonly clock: Uint32Array } | undefined;
  #comparison: Comparison | undefined;
  #parted: { readonly cut: DiagramCut; readonly shown: PanelCut } | undefined;
  readonly #reorderings = new Map<number, ReorderVerdict>();
  #rank: { hits: Uint32Array; selection: Selection; axis: Axis; rank: number } | undefined;
  #overlay:
    | { readonly key: string; readonly cut: PanelCut | undefined; readonly overlay: Overlay }
    | undefined;
  /** The cut that is being moved, as it was last looked at. */
  #moving: MovingCut | undefined;
  #putCut: { readonly cut: DiagramCut; readonly put: PutLine; readonly shown: PanelCut } | undefined;
  #drafted: { readonly draft: Draft; readonly cut: PanelCut } | undefined;

  constructor(trace: Trace, cuts: readonly DiagramCut[], abilities: PanelAbilities, executions?: Executions) {
    this.trace = trace;
    this.cuts = cuts;
    this.abilities = abilities;
    this.executions = executions;
    this.axes = axesOf(trace);
    this.#lanes = lanesOf(trace, new Set());
    const sizes = [trace.processes.length, trace.events.time.length, trace.messages.send.length];
    this.key = [trace.name, this.execution, ...sizes].join("|");
  }

  /** The name of the execution that is shown, where there are several. */
  get execution(): string {
    return this.executions?.chosen ?? "";
  }

  /** The same trace with other cuts; what was worked out from the trace stays. */
  withCuts(cuts: readonly DiagramCut[]): Model {
    return this.#with(cuts, this.#notes);
  }

  /** The same with other notes on events. */
  withNotes(notes: readonly EventRemark[]): Model {
    return this.#with(this.cuts, new Map(notes.map(({ event, text }) => [event, text])));
  }

  /** The user's note on an event; empty where there is none. */
  noteOn(event: number): string {
    return this.#notes.get(event) ?? "";
  }

  #with(cuts: readonly DiagramCut[], notes: ReadonlyMap<number, string>): Model {
    const model = new Model(this.trace, cuts, this.abilities, this.executions);
    model.#notes = notes;
    for (const [axis, placed] of this.#layouts) model.#layouts.set(axis, placed);
    for (const [snapshot, steps] of this.#steps) model.#steps.set(snapshot, steps);
    model.#order = this.#order;
    model.#moving = this.#moving;
    model.#lanes = this.#lanes;
    model.#comparison = this.#comparison;
    for (const [snapshot, verdict] of this.#reorderings) model.#reorderings.set(snapshot, verdict);
    return model;
  }

  /** How many processes are shown. */
  get lanes(): number {
    return this.#lanes.lanes.length;
  }

  /** The lane of a process; the first for one that is hidden. */
  laneOf(process: number): number {
    return Math.max(0, this.#lanes.laneOf[process]);
  }

  /** The process of a lane; NONE where there is no such lane. */
  processOf(lane: number): number {
    return this.#lanes.lanes[lane] ?? NONE;
  }

  /** The same, with these processes hidden; those that the trace does not have do no harm. */
  withHidden(hidden: readonly string[]): Model {
    const model = this.withCuts(this.cuts);
    model.#lanes = lanesOf(this.trace, new Set(hidden));
    model.#hideIn();
    return model;
  }

  /** Layouts are kept whatever is hidden; their lanes are not. */
  #hideIn(): void {
    for (const [axis, placed] of this.#layouts) {
      this.#layouts.set(axis, { ...placed, layout: { ...placed.layout, ...this.#lanes } });
    }
  }

  layout(axis: Axis): Layout {
    return this.#placed(axis).layout;
  }

  index(axis: Axis): MessageIndex {
    return this.#placed(axis).index;
  }

  #placed(axis: Axis) {
    let placed = this.#layouts.get(axis);
    if (placed === undefined) {
      const whole = this.#reorderedLayout(axis) ?? layoutTrace(this.trace, axis);
      const layout = { ...whole, ...this.#lanes };
      // Of the many steps of a reordered run only the one that is shown is kept.
      for (const known of this.#layouts.keys()) if (reorderedOf(known)) this.#layouts.delete(known);
      placed = { layout, index: indexMessages(this.trace, layout) };
      this.#layouts.set(axis, placed);
    }
    return placed;
  }

  #reorderedLayout(axis: Axis): Layout | undefined {
    const wanted = reorderedOf(axis);
    const verdict = wanted === undefined ? undefined : this.reordering(wanted.snapshot);
    if (wanted === undefined || verdict === undefined || !("reordering" in verdict)) return undefined;
    const run = verdict.reordering;
    const { frontier } = this.trace.snapshots[wanted.snapshot];
    const moves = wanted.moves < 0 ? run.moved.length : wanted.moves;
    // While pairs are still swapped nothing parts before from after.
    const parted = moves === run.moved.length ? run.before : run.sequence.length;
    return sequenceLayout(this.trace, axis, sequenceAfter(this.trace, frontier, run, moves), parted);
  }

  /** The run reordered around a snapshot, and whether that is a run; undefined where there is no such snapshot. */
  reordering(snapshot: number): ReorderVerdict | undefined {
    const taken = this.trace.snapshots[snapshot];
    if (taken === undefined) return undefined;
    let verdict = this.#reorderings.get(snapshot);
    if (verdict === undefined) {
      this.#order ??= linearOrder(this.trace).order;
      verdict = reorderRun(this.trace, taken, this.#order);
      this.#reorderings.set(snapshot, verdict);
    }
    return verdict;
  }

  cut(id: string): DiagramCut | undefined {
    return this.cuts.find((cut) => cut.id === id);
  }

  /** The cut that is shown: the one that is being moved, or else the chosen one, with its line where it was put. */
  shownCut({ draft, cut: id, put, axis }: ViewState): PanelCut | undefined {
    if (draft !== undefined) return this.#draftCut(draft);
    const cut = this.cut(id);
    const reordered = reorderedOf(axis);
    if (cut !== undefined && reordered !== undefined) return this.#partedCut(cut, reordered);
    if (cut === undefined || put === undefined || put.cut !== id || put.axis !== axis) return cut;
    if (this.#putCut?.cut !== cut || this.#putCut.put !== put) {
      this.#putCut = { cut, put, shown: { ...cut, line: put.line } };
    }
    return this.#putCut.shown;
  }

  /** The cut of a reordered run: a straight line where what comes before ends, once all is in place. */
  #partedCut(cut: DiagramCut, { snapshot, moves }: { snapshot: number; moves: number }): PanelCut {
    const verdict = this.reordering(snapshot);
    if (verdict === undefined || !("reordering" in verdict) || moves >= 0) return cut;
    const line = new Float64Array(this.trace.processes.length).fill(verdict.reordering.before + 1);
    if (this.#parted?.cut !== cut) this.#parted = { cut, shown: { ...cut, line } };
    return this.#parted.shown;
  }

  /** Follows the draft by the events that its last step took in or out. */
  #draftCut(draft: Draft): PanelCut {
    if (this.#drafted?.draft === draft) return this.#drafted.cut;
    this.#moving ??= new MovingCut(this.trace, draft.frontier);
    this.#moving.follow(draft.frontier);
    const cut = draftCut(this.#moving, draft);
    this.#drafted = { draft, cut };
    return cut;
  }

  /** The steps of the snapshot that made a cut; none where no snapshot did. */
  steps(cut: DiagramCut | undefined): readonly SnapshotStep[] {
    if (cut === undefined || this.trace.snapshots[cut.snapshot] === undefined) return [];
    let steps = this.#steps.get(cut.snapshot);
    if (steps === undefined) {
      this.#order ??= linearOrder(this.trace).order;
      steps = snapshotSteps(this.trace, cut.snapshot, this.#order);
      this.#steps.set(cut.snapshot, steps);
    }
    return steps;
  }

  /** The step that is shown, or undefined while the whole snapshot is. */
  step(state: ViewState): SnapshotStep | undefined {
    return state.step < 0 || state.draft !== undefined
      ? undefined
      : this.steps(this.cut(state.cut))[state.step];
  }

  /** What stands out. Made anew when the cut, the step or the selection changes, and kept until then. */
  overlay(state: ViewState): Overlay {
    const { event, message } = state.selection;
    const { anchor, compared } = state;
    const key = [state.step, event, message, anchor, compared, state.showsCone, state.showsPackets].join("|");
    const cut = this.shownCut(state);
    if (this.#overlay?.key !== key || this.#overlay.cut !== cut) {
      const overlay = overlayOf(this.trace, {
        cut,
        step: this.step(state),
        selection: state.selection,
        withCone: state.showsCone,
        packets: state.showsPackets,
        anchor,
        chain: this.comparison(state)?.chain ?? [],
      });
      this.#overlay = { key, cut, overlay };
    }
    return this.#overlay.overlay;
  }

  /** How the marked event is related to the one that is compared with it; undefined where there are no two. */
  comparison({ anchor, compared }: ViewState): Comparison | undefined {
    if (anchor === NONE || compared === NONE) return undefined;
    const known = this.#comparison;
    if (known?.anchor === anchor && known.compared === compared) return known;
    const [a, b] = [asEvent(anchor), asEvent(compared)];
    const relation = relate(this.trace, a, b);
    const words = describeRelation(this.trace, a, b, relation);
    this.#comparison = { anchor, compared, relation, words, chain: chainOf(this.trace, relation) };
    return this.#comparison;
  }

  /** The place of the selection among the hits of the search, from 1; 0 where it is none. */
  rank({ find, selection, axis }: ViewState): number {
    const known = this.#rank;
    if (known?.hits === find.hits && known.selection === selection && known.axis === axis) return known.rank;
    const rank = rankOf(this.trace, this.layout(axis), find.hits, selection);
    this.#rank = { hits: find.hits, selection, axis, rank };
    return rank;
  }

  vectorClock(event: number): Uint32Array {
    if (this.#clock?.event !== event) {
      this.#clock = { event, clock: vectorClock(this.trace, event as EventId) };
    }
    return this.#clock.clock;
  }
}
