// The snapshot algorithm of M. Spezialetti and P. Kearns, "Efficient Distributed Snapshots", ICDCS 1986: concurrent initiators
// share Chandy and Lamport's markers. A process belongs to the region of the initiator whose marker came first, and notes the
// initiators of other markers in its border set. Regions report along the tree of first markers; neighbouring initiators then
// exchange what they learn in rounds (regionRounds.ts), until each knows all regions. Assumes channels both ways.

import { asProcess, type ChannelId, type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import { Letters } from "../letters.ts";
import {
  advance,
  beginRounds,
  copyRounds,
  hearNews,
  isDone,
  newRounds,
  type RegionNews,
  type RegionRounds,
} from "../regionRounds.ts";
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

interface Part {
  readonly members: Map<ProcessId, Member>;
  /** Who has told its parent all, or, an initiator, has heard all of its region. */
  readonly reported: Set<ProcessId>;
  /** What each initiator has heard from others; from its start on, for others may be quicker. */
  readonly rounds: Map<ProcessId, RegionRounds>;
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
      reported: new Set(),
      rounds: new Map(),
    }));
    const sendMarker = (snapshot: number, channel: ChannelId): void => {
      const member = this.#parts[snapshot].members.get(actions.system.channels[channel].from);
      actions.sendMarker(snapshot, channel, [member?.region ?? NONE, member?.parent ?? NONE]);
    };
    this.#markers = chandyLamport.begin({ ...actions, sendMarker }, snapshots);
  }

  start(snapshot: number, process: ProcessId): void {
    const { members, rounds } = this.#parts[snapshot];
    if (members.has(process)) return;
    if (members.size === 0) this.#actions.awaitEnd(snapshot);
    this.#join(snapshot, process, process, process);
    rounds.set(process, newRounds(process));
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
    const [from, ...news] = at.words;
    const rounds = this.#parts[snapshot].rounds.get(at.process);
    if (rounds === undefined) return;
    hearNews(rounds, from, news);
    this.#goOn(snapshot, at.process, rounds);
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
    const { members, reported, rounds } = this.#parts[snapshot];
    const member = members.get(process);
    if (member === undefined || member.markersLeft > 0 || member.childrenLeft !== 0) return;
    const border = [...member.border].sort((a, b) => a - b);
    const own = rounds.get(process);
    if (own !== undefined) {
      reported.add(process);
      beginRounds(own, border);
      this.#goOn(snapshot, process, own);
      return;
    }
    const { outgoing, channels } = this.#actions.system;
    const back = outgoing[process].find((channel) => channels[channel].to === member.parent);
    if (back === undefined) return;
    reported.add(process);
    this.#actions.sendControl(snapshot, back, "report", border);
  }

  /** An initiator sends what its rounds give. The snapshot ends when all initiators have heard of all, and nobody's report is missing. */
  #goOn(snapshot: number, initiator: ProcessId, own: RegionRounds): void {
    const { reported, rounds } = this.#parts[snapshot];
    const tell = ({ to, words }: RegionNews): void => {
      const kind = words.length === 0 ? "blank" : "regions";
      this.#letters.send(snapshot, initiator, asProcess(to), kind, [initiator, ...words]);
    };
    advance(own, tell);
    if (reported.size < this.#actions.system.names.length) return;
    if ([...rounds.values()].every(isDone)) this.#actions.end(snapshot);
  }
}

function copied(part: Part): Part {
  return {
    members: new Map(part.members),
    reported: new Set(part.reported),
    rounds: new Map([...part.rounds].map(([initiator, rounds]) => [initiator, copyRounds(rounds)])),
  };
}
