// What stands out in a picture: the messages that a chosen cut, a snapshot's step and the selection are about.
// Made once when one of them changes, so that a frame looks up and does not search.

import { type Cut, causalFuture, causalPast } from "../trace/cut.ts";
import { type EventId, NONE } from "../trace/ids.ts";
import type { ChainStep } from "../trace/relation.ts";
import { forEachReceived, forEachSent, MessageKind, type Trace } from "../trace/trace.ts";
import type { ArrowRole, CutPicture } from "./scene.ts";
import type { SnapshotStep } from "./snapshotSteps.ts";

/** What the user points at. NONE where nothing is selected. */
export interface Selection {
  readonly event: number;
  readonly message: number;
}

export const NO_SELECTION: Selection = { event: NONE, message: NONE };

/** Looks up what a message is drawn as; undefined where its kind says it. */
export interface MessageRoles {
  get(message: number): ArrowRole | undefined;
}

export interface Overlay {
  readonly cut: CutPicture | undefined;
  /** A step of the cut's snapshot: the cut is drawn as far as it got then. */
  readonly step: SnapshotStep | undefined;
  readonly selection: Selection;
  /** The light cone of the selected event: how many events of each process are in its past, and from where on in its future. */
  readonly past: Cut | undefined;
  readonly future: Cut | undefined;
  /** The event that others are compared with, or NONE, and the chain that leads from the one to the other. */
  readonly anchor: number;
  readonly chain: readonly ChainStep[];
  /** Messages that are drawn otherwise than their kind says. */
  readonly roles: MessageRoles;
  /** Selected, or what the step is about. */
  readonly strong: ReadonlySet<number>;
  /** Whether the packets below the messages are drawn. */
  readonly showsPackets: boolean;
  /** Messages that are drawn first, whatever else there is no room for; most important first. */
  readonly first: readonly number[];
}

export interface OverlayOptions {
  readonly cut?: CutPicture | undefined;
  readonly step?: SnapshotStep | undefined;
  readonly selection?: Selection;
  readonly anchor?: number;
  readonly chain?: readonly ChainStep[];
  /** Draw the packets below the messages, where the trace has them. */
  readonly packets?: boolean;
  /** Search the causal past and future of the selected event. Takes as long as they are large. */
  readonly withCone?: boolean;
}

export function overlayOf(trace: Trace, options: OverlayOptions): Overlay {
  const { cut, step, selection = NO_SELECTION, chain = [] } = options;
  const roles = new Map<number, ArrowRole>();
  if (step !== undefined) for (const message of step.recordedMessages) roles.set(message, "inTransit");
  else if (cut !== undefined)
    for (let i = 0; i < cut.inTransit.length; i++) roles.set(cut.inTransit[i], "inTransit");
  if (cut !== undefined && (step === undefined || step.isLast)) {
    for (let i = 0; i < cut.orphans.length; i++) roles.set(cut.orphans[i], "orphan");
  }
  const strong = new Set<number>(step?.messages);
  addSelected(trace, selection, strong);
  const orphansFirst = [...roles].sort((a, b) => Number(b[1] === "orphan") - Number(a[1] === "orphan"));
  const linked = chain.flatMap((link) => (link.kind === "message" ? [link.message] : []));
  for (const message of linked) strong.add(message);
  const first = [...strong, ...orphansFirst.map(([message]) => message)];
  if (cut !== undefined && cut.snapshot >= 0) addMarkers(trace, cut.snapshot, first);
  const cone =
    options.withCone === true && selection.event !== NONE ? (selection.event as EventId) : undefined;
  return {
    cut,
    step,
    selection,
    anchor: options.anchor ?? NONE,
    chain,
    past: cone === undefined ? undefined : causalPast(trace, cone),
    future: cone === undefined ? undefined : causalFuture(trace, cone),
    roles: withChain(cut?.roleOf === undefined || step !== undefined ? roles : { get: cut.roleOf }, linked),
    strong,
    showsPackets: options.packets === true,
    first: [...new Set(first)],
  };
}

/** The messages of a chain are drawn as such, but what a cut does to a message goes before. */
function withChain(roles: MessageRoles, linked: readonly number[]): MessageRoles {
  if (linked.length === 0) return roles;
  const isLinked = new Set(linked);
  return { get: (message) => roles.get(message) ?? (isLinked.has(message) ? "chain" : undefined) };
}

function addSelected(trace: Trace, selection: Selection, strong: Set<number>): void {
  if (selection.message !== NONE) strong.add(selection.message);
  if (selection.event === NONE) return;
  forEachSent(trace, selection.event, (message) => strong.add(message));
  forEachReceived(trace, selection.event, (message) => strong.add(message));
}

function addMarkers(trace: Trace, snapshot: number, into: number[]): void {
  const { kind, payload } = trace.messages;
  for (let m = 0; m < kind.length; m++) {
    if (kind[m] === MessageKind.marker && payload[m] === snapshot) into.push(m);
  }
}
