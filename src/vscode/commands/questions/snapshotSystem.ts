// What a snapshot can be run on, for the questions about it and for arguments: who is there, whom markers reach, and what the
// moments are.

import type { Opened } from "../../../core/analysis/opened.ts";
import type { FurtherSnapshot } from "../../../core/analysis/openedWith.ts";
import { systemOf, unreachableFrom } from "../../../core/simulation/system.ts";
import { stateAt } from "../../../core/trace/checkpoints.ts";
import { linearOrder } from "../../../core/trace/clocks.ts";
import { NONE, type ProcessId } from "../../../core/trace/ids.ts";
import { eventAtRecordedPlace, recordedPlace } from "../../../core/trace/insertedEvents.ts";
import { describeState } from "../../../core/trace/localState.ts";
import type { TimeUnit, Trace } from "../../../core/trace/trace.ts";

/** What the questions are about: a scenario that is run again, or a recorded trace that is replayed. */
export interface AskedSystem {
  readonly names: readonly string[];
  /** Each process's state at the start, in words. */
  readonly states: readonly string[];
  /** The processes that markers of these initiators never reach, by name. */
  readonly unreached: (initiators: readonly string[]) => readonly string[];
  readonly unit: TimeUnit;
  /** The last moment of the script or of the trace. */
  readonly end: number;
  readonly trace: Trace;
  /** Whether the trace is a recording, over which a snapshot is replayed. */
  readonly isRecorded: boolean;
  /** When an event happens, as a snapshot's start counts: its time; without times, its place in the run. */
  readonly momentOf: (event: number) => number;
  /** The last of so many recorded events of a process; undefined where there is none. */
  readonly eventAfter: (process: string, events: number) => number | undefined;
}

export function systemAsked({ scenario }: Opened, trace: Trace): AskedSystem {
  const names = trace.processes.map(({ name }) => name);
  const channels = Array.from(trace.channels.from, (from, channel) => ({
    from: from as ProcessId,
    to: trace.channels.to[channel] as ProcessId,
  }));
  const processes = trace.processes.map(({ name }, p) => ({ name, initial: stateAt(trace, p, 0) }));
  const system = systemOf(scenario ?? { processes, channels });
  const timeless = trace.timeUnit === "none";
  return {
    names,
    states: processes.map(({ initial }) => describeState(initial)),
    unreached: (initiators) => {
      const ids = names.flatMap((name, p) => (initiators.includes(name) ? [p as ProcessId] : []));
      return unreachableFrom(system, ids).map((process) => names[process]);
    },
    unit: trace.timeUnit,
    end: scenario?.endTime ?? (timeless ? trace.events.process.length : trace.endTime),
    trace,
    isRecorded: scenario === undefined,
    momentOf: (event) => momentOf(trace, event),
    eventAfter: (process, events) => {
      const event = eventAtRecordedPlace(trace, names.indexOf(process), events);
      return names.includes(process) && event !== NONE ? event : undefined;
    },
  };
}

/** A snapshot that an event's process starts right after it; in a scenario, at its tick. Undefined for an event of a replay. */
export function snapshotAfter(
  { trace, isRecorded, momentOf: moment }: AskedSystem,
  event: number,
): FurtherSnapshot | undefined {
  const place = recordedPlace(trace, event);
  if (place === 0) return undefined;
  const process = trace.processes[trace.events.process[event]].name;
  const time = moment(event);
  return { initiators: [process], time, ...(isRecorded ? { after: { process, events: place } } : {}) };
}

function momentOf(trace: Trace, event: number): number {
  if (trace.timeUnit === "none") return linearOrder(trace).order.indexOf(event) + 1;
  const first = trace.firstEvent[trace.events.process[event]];
  for (let before = event; before >= first; before--) {
    const time = trace.events.time[before];
    if (!Number.isNaN(time)) return time;
  }
  return 0;
}
