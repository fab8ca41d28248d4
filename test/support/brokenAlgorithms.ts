// Negative controls: Chandy–Lamport with one rule broken each. The checks must catch every one of them, or they
// would pass anything.

import { chandyLamport } from "../../src/core/snapshot/algorithms/chandyLamport.ts";
import type {
  SnapshotActions,
  SnapshotAlgorithm,
  SnapshotRun,
} from "../../src/core/snapshot/snapshotAlgorithm.ts";
import { asChannel, type ProcessId } from "../../src/core/trace/ids.ts";

const DEAF = asChannel(0);

/** Sends no marker on the first channel, and its receiver takes that channel for empty. */
export const markerLeftOut: SnapshotAlgorithm = {
  ...chandyLamport,
  id: "marker-left-out",
  begin: (actions, snapshots) =>
    chandyLamport.begin(
      {
        ...actions,
        sendMarker: (snapshot, channel) => {
          if (channel !== DEAF) actions.sendMarker(snapshot, channel);
        },
        recordMessage: (snapshot, channel, message) => {
          if (channel !== DEAF) actions.recordMessage(snapshot, channel, message);
        },
        recordProcess: (snapshot, process) => {
          actions.recordProcess(snapshot, process);
          if (actions.system.channels[DEAF].to === process) actions.finishChannel(snapshot, DEAF);
        },
      },
      snapshots,
    ),
};

/** Records no message of any channel. */
export const channelsForgotten: SnapshotAlgorithm = {
  ...chandyLamport,
  id: "channels-forgotten",
  begin: (actions, snapshots) => chandyLamport.begin({ ...actions, recordMessage: () => {} }, snapshots),
};

/** An initiator sends its markers at once, but records its own state only when a marker comes back: after what it did meanwhile. */
export const recordedLate: SnapshotAlgorithm = {
  ...chandyLamport,
  id: "recorded-late",
  begin: (actions, snapshots) => lateRun(actions, snapshots),
};

function lateRun(actions: SnapshotActions, snapshots: number): SnapshotRun {
  let starting = false;
  let postponed: { readonly snapshot: number; readonly process: ProcessId }[] = [];
  const recordProcess = (snapshot: number, process: ProcessId): void => {
    if (starting) postponed.push({ snapshot, process });
    else actions.recordProcess(snapshot, process);
  };
  const run = chandyLamport.begin({ ...actions, recordProcess }, snapshots);
  return {
    start: (snapshot, process) => {
      starting = true;
      run.start(snapshot, process);
      starting = false;
    },
    received: (message, channel) => run.received(message, channel),
    markerReceived: (snapshot, channel, words) => {
      const { to } = actions.system.channels[channel];
      for (const entry of postponed) if (entry.process === to) actions.recordProcess(entry.snapshot, to);
      postponed = postponed.filter((entry) => entry.process !== to);
      run.markerReceived(snapshot, channel, words);
    },
    save: () => ({ run: run.save(), postponed }),
    restore: (saved) => {
      const state = saved as { run: unknown; postponed: typeof postponed };
      run.restore(state.run);
      postponed = state.postponed;
    },
  };
}

/** Any algorithm that records no message of any channel. */
export function recordingNoMessage(algorithm: SnapshotAlgorithm): SnapshotAlgorithm {
  return {
    ...algorithm,
    begin: (actions, snapshots) => algorithm.begin({ ...actions, recordMessage: () => {} }, snapshots),
  };
}

/** Any algorithm that keeps nothing back. */
export function holdingNothing(algorithm: SnapshotAlgorithm): SnapshotAlgorithm {
  const holds = { deliveries: () => {}, sends: () => {} };
  return { ...algorithm, begin: (actions, snapshots) => algorithm.begin({ ...actions, holds }, snapshots) };
}

/** An algorithm with colours whose messages are all white. */
export function colourless(algorithm: SnapshotAlgorithm): SnapshotAlgorithm {
  return {
    ...algorithm,
    begin: (actions, snapshots) => {
      const run = algorithm.begin(actions, snapshots);
      return {
        start: (snapshot, process) => run.start(snapshot, process),
        sending: (message, channel) => {
          run.sending?.(message, channel);
          return 0;
        },
        arriving: (message, channel, carried) => run.arriving?.(message, channel, carried),
        received: (message, channel) => run.received(message, channel),
        markerReceived: (snapshot, channel, words) => run.markerReceived(snapshot, channel, words),
        controlReceived: (snapshot, channel, kind, words) =>
          run.controlReceived?.(snapshot, channel, kind, words),
        save: () => run.save(),
        restore: (state) => run.restore(state),
      };
    },
  };
}
