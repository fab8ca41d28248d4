// The snapshot algorithm of M. Spezialetti and P. Kearns, "Efficient Distributed Snapshots", ICDCS 1986: concurrent initiators
// share Chandy and Lamport's markers. A process belongs to the region of the initiator whose marker came first, and notes the
// initiators of other markers in its border set. Regions report along the tree of first markers; initiators tell neighbouring
// ones what they learn, until each knows all regions (in the paper in rounds, here at once). Assumes channels both ways.

import { asProcess, type ChannelId, type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import { Letters } from "../letters.ts";
import type { SnapshotActions, SnapshotAlgorithm, SnapshotRun, Words } from "../snapshotAlgorithm.ts";
import { chandyLamport } from "./chandyLamport.ts";

export const spezialettiKearns: SnapshotAlgorithm = {
  id: "spezialetti-kearns",
  name: "Spezialetti–Kearns",
  source: "M. Spezialetti, P. Kearns: Efficient Distributed Snapshots. 6th ICDCS, 382–388, 1986",
  assumes: { fifo: true, reliable: true, reachable: true, bothWays: true },
  consistent: true,
  startedBy: "initiators",
  begin: (actions, snapshots) => new SpezialettiKearnsRun(actions, snapshots),
};

/** A process in one snapshot. */
interface Member {
  /** The initiator of its region, and the process whose marker came first; itself for an initiator. */
  readonly region: ProcessId;
  readonly parent: ProcessId;
  /** Initiators of other regions whose markers have come, or those of its children in the tree. */
  readonly border: ReadonlySet<number>;
  /** Markers that have not come yet, and children that have not reported. */
  readonly markersLeft: number;
  readonly childrenLeft: number;
}

/** An initiator: the border of each region that it has heard of, once its own has reported. */
type Regions = ReadonlyMap<number, readonly number[]>;

interface Part {
  readonly members: Map<ProcessId, Member>;
  readonly known: Map<ProcessId, Regions>;
  readonly done: Set<ProcessId>;
}

interface State {
  readonly markers: unknown;
  readonly parts: readonly Part[];
}

class SpezialettiKearnsRun implements SnapshotRun {
  readonly #actions: SnapshotActions;
  readonly #letters: Letters;
  /** The recording itself is Chandy and Lamport's; its markers carry the region and the parent of who sends them. */
  readonly #markers: SnapshotRun;
  #parts: Part[];

  constructor(actions: SnapshotActions, snapshots: number) {
    this.#actions = actions;
    this.#letters = new Letters(actions);
    this.#parts = Array.from({ length: snapshots }, () => ({
      members: new Map(),
      known: new Map(),
      done: new Set(),
    }));
    const sendMarker = (snapshot: number, channel: ChannelId): void => {
      const member = this.#parts[snapshot].members.get(actions.system.channels[channel].from);
      actions.sendMarker(snapshot, channel, [member?.region ?? NONE, member?.parent ?? NONE]);
    };
    this.#markers = chandyLamport.begin({ ...actions, sendMarker }, snapshots);
  }

  start(snapshot: number, process: ProcessId): void {
    const { members, known } = this.#parts[snapshot];
    if (members.has(process)) return;
    if (members.size === 0) this.#actions.awaitEnd(snapshot);
    this.#join(snapshot, process, process, process);
    known.set(process, new Map());
    this.#markers.start(snapshot, process);
    this.#checkReport(snapshot, process);
  }

  received(message: MessageId, channel: ChannelId): void {
    this.#markers.received(message, channel);
  }

  markerReceived(snapshot: number, channel: ChannelId, words: Words): void {
    const { from, to } = this.#actions.system.channels[channel];
    const [region, parent] = words;
    const { members } = this.#parts[snapshot];
    if (!members.has(to)) this.#join(snapshot, to, asProcess(region), from);
    this.#markers.markerReceived(snapshot, channel, words);
    const member = members.get(to);
    if (member === undefined) return;
    members.set(to, {
      ...member,
      border: region === member.region ? member.border : new Set([...member.border, region]),
      markersLeft: member.markersLeft - 1,
      childrenLeft: member.childrenLeft + (parent === to && from !== region ? 1 : 0),
    });
    this.#checkReport(snapshot, to);
  }

  controlReceived(snapshot: number, channel: ChannelId, kind: string, words: Words): void {
    if (kind === "report") {
      this.#reported(snapshot, this.#actions.system.channels[channel].to, words);
      return;
    }
    const at = this.#letters.arrived(snapshot, channel, kind, words);
    if (at === undefined) return;
    const [region, ...border] = at.words;
    this.#learn(snapshot, at.process, region, border);
  }

  save(): State {
    return { markers: this.#markers.save(), parts: this.#parts.map(copied) };
  }

  restore(saved: unknown): void {
    const { markers, parts } = saved as State;
    this.#markers.restore(markers);
    this.#parts = parts.map(copied);
  }

  #join(snapshot: number, process: ProcessId, region: ProcessId, parent: ProcessId): void {
    this.#parts[snapshot].members.set(process, {
      ...{ region, parent, border: new Set<number>() },
      ...{ markersLeft: this.#actions.system.incoming[process].length, childrenLeft: 0 },
    });
  }

  /** A child's report counts also where it comes before the child's marker has told that it is one. */
  #reported(snapshot: number, process: ProcessId, border: Words): void {
    const { members } = this.#parts[snapshot];
    const member = members.get(process);
    if (member === undefined) return;
    members.set(process, {
      ...member,
      border: new Set([...member.border, ...border]),
      childrenLeft: member.childrenLeft - 1,
    });
    this.#checkReport(snapshot, process);
  }

  /** A process with all its markers and its children's reports tells its parent the border; at an initiator the region is complete. */
  #checkReport(snapshot: number, process: ProcessId): void {
    const member = this.#parts[snapshot].members.get(process);
    if (member === undefined || member.markersLeft > 0 || member.childrenLeft !== 0) return;
    const border = [...member.border].sort((a, b) => a - b);
    if (member.parent === process) {
      this.#learn(snapshot, process, process, border);
      return;
    }
    const { outgoing, channels } = this.#actions.system;
    const back = outgoing[process].find((channel) => channels[channel].to === member.parent);
    if (back !== undefined) this.#actions.sendControl(snapshot, back, "report", border);
  }

  /** An initiator hears of a region, its own or another: it tells its neighbours, and is done when it has heard of all. */
  #learn(snapshot: number, initiator: ProcessId, region: number, border: Words): void {
    const { known, done, members } = this.#parts[snapshot];
    const regions = known.get(initiator) ?? new Map<number, readonly number[]>();
    if (regions.has(region)) return;
    const now = new Map([...regions, [region, border]]);
    known.set(initiator, now);
    const own = now.get(initiator);
    if (own === undefined) return;
    // What came before its own region was complete waits until then: only now it knows its neighbours.
    const news = region === initiator ? [...now] : [[region, border] as const];
    for (const [about, words] of news) {
      for (const neighbour of own) {
        if (neighbour === about) continue;
        this.#letters.send(snapshot, initiator, asProcess(neighbour), "region", [about, ...words]);
      }
    }
    if (![...now.values()].every((list) => list.every((other) => now.has(other)))) return;
    done.add(initiator);
    const initiators = [...members].filter(([process, { parent }]) => process === parent);
    if (done.size === initiators.length) this.#actions.end(snapshot);
  }
}

function copied(part: Part): Part {
  return {
    members: new Map(part.members),
    known: new Map(part.known),
    done: new Set(part.done),
  };
}
