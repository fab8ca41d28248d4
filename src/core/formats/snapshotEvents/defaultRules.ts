// The names that speak of snapshots without anybody saying so: those of our own recorder, and those of Apache Flink and
// systems like it. docs/snapshots.md lists them; a test compares the two.

import { NamePattern } from "./namePattern.ts";
import { type MarkerDirection, type SnapshotRole, type SnapshotRule, USUAL_PATHS } from "./rules.ts";

type Row = readonly [name: string, role: SnapshotRole, direction?: MarkerDirection];

/** Ids, ends and messages stand in attributes, or in the name where the source has nothing else. */
const OWN: readonly Row[] = [
  ["lightcone.snapshot.record", "record"],
  ["lightcone.snapshot.record {id}", "record"],
  ["lightcone.snapshot.marker", "marker"],
  ["lightcone.snapshot.marker.send", "marker", "send"],
  ["lightcone.snapshot.marker.send {id} to {to}", "marker", "send"],
  ["lightcone.snapshot.marker.send {id}", "marker", "send"],
  ["lightcone.snapshot.marker.receive", "marker", "receive"],
  ["lightcone.snapshot.marker.receive {id} from {from}", "marker", "receive"],
  ["lightcone.snapshot.marker.receive {id}", "marker", "receive"],
  ["lightcone.snapshot.channel", "channel"],
  ["lightcone.snapshot.channel {id} from {from} message {message}", "channel"],
  ["lightcone.snapshot.channel {id} from {from} count {count}", "channel"],
  ["lightcone.snapshot.channel {id} from {from}", "channel"],
  ["lightcone.snapshot.coordinate", "coordinate"],
  ["lightcone.snapshot.coordinate {id}", "coordinate"],
  ["lightcone.snapshot.note", "note"],
  ["lightcone.snapshot.note {id}", "note"],
];

/** The coordinator triggers and completes; tasks receive barriers, align, and take the checkpoint of their state. */
const LIKE_FLINK: readonly Row[] = [
  ["Triggering checkpoint {id} *", "coordinate"],
  ["Completed checkpoint {id} for job *", "coordinate"],
  ["Starting checkpoint {id} * on task *", "record"],
  ["*Received barrier from channel * @ {id}.", "marker", "receive"],
  ["Checkpoint", "coordinate"],
  ["checkpoint.triggered", "coordinate"],
  ["checkpoint.trigger", "coordinate"],
  ["checkpoint.completed", "coordinate"],
  ["checkpoint.complete", "coordinate"],
  ["checkpoint.barrier.sent", "marker", "send"],
  ["checkpoint.barrier.send", "marker", "send"],
  ["checkpoint.barrier.received", "marker", "receive"],
  ["checkpoint.barrier.receive", "marker", "receive"],
  ["checkpoint.barrier", "marker"],
  ["checkpoint.aligned", "note"],
  ["checkpoint.alignment", "note"],
  ["checkpoint.recorded", "record"],
  ["checkpoint.record", "record"],
  ["checkpoint.snapshot", "record"],
  ["snapshot.recorded", "record"],
  ["snapshot.record", "record"],
];

export const DEFAULT_SNAPSHOT_RULES: readonly SnapshotRule[] = [...OWN, ...LIKE_FLINK].map(
  ([name, role, direction]): SnapshotRule => ({
    name: new NamePattern(name),
    role,
    direction,
    ...USUAL_PATHS,
  }),
);
