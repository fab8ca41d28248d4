// All snapshots that Chandy–Lamport's rules can record when processes pass tokens freely, found by trying everything: every
// send of every token, every delivery, every moment of the start, on small systems. A plain search that shares nothing with
// the solver nor with the engine; a token is a letter, a state a text.

/**
 * A system of the search: what each process holds at first, a letter a token, the ends of each channel, and what is in each
 * channel at first: `Y`, `B,O`, a letter a token and a comma between messages, in the order of receipt.
 */
export interface PlainSystem {
  readonly held: readonly string[];
  readonly channels: readonly (readonly [number, number])[];
  readonly underWay?: readonly string[];
}

/** A recorded state: `G|RP|[Y]|[B,O]`, the processes' tokens sorted, then the channels' in order. */
export type Recorded = string;

const MARKER = "*";

/** One moment of a run. Of a process that has recorded: what; of a channel: what was recorded on it, and whether it is done. */
interface Moment {
  readonly held: readonly string[];
  readonly queues: readonly string[];
  readonly states: readonly (string | undefined)[];
  readonly contents: readonly string[];
  readonly done: readonly boolean[];
}

export interface PlainOptions {
  /** How many tokens a message may carry; 1 where absent. */
  readonly most?: number;
  /**
   * Leaves out what cannot be seen in what is recorded: what a process does once it has recorded, but for its markers, for
   * that stands behind them; and so also the moment at which it receives something. A test compares it with the whole search.
   */
  readonly shortened?: boolean;
}

/**
 * Every state that a snapshot started by some of `starters` (each may start, or be told by a marker first) can record, with
 * the fewest sends of a run that does.
 */
export function plainSnapshots(
  { held, channels, underWay = [] }: PlainSystem,
  starters: readonly number[],
  { most = 1, shortened = false }: PlainOptions = {},
): Map<Recorded, number> {
  const found = new Map<Recorded, number>();
  const seen = new Set<string>();
  const start: Moment = {
    held: held.map(sorted),
    queues: channels.map((_, c) => (underWay[c] ? `${underWay[c].replaceAll(",", ".")}.` : "")),
    states: held.map(() => undefined),
    contents: channels.map(() => ""),
    done: channels.map(() => false),
  };
  let level: Moment[] = [start];
  for (let sends = 0; level.length > 0; sends++) {
    const next: Moment[] = [];
    // What needs no send stays on this level; the list grows while it is walked.
    for (const reached of level) {
      const moment = shortened ? settled(reached, channels) : reached;
      const key = keyOf(moment);
      if (seen.has(key)) continue;
      seen.add(key);
      if (moment.states.every((state) => state !== undefined) && moment.done.every(Boolean)) {
        const recorded = recordedOf(moment.states as string[], moment.contents);
        if (!found.has(recorded)) found.set(recorded, sends);
        continue;
      }
      for (const p of starters) if (moment.states[p] === undefined) level.push(record(moment, p, channels));
      channels.forEach((_, c) => {
        if (moment.queues[c] !== "") level.push(deliver(moment, c, channels));
      });
      channels.forEach(([from], c) => {
        for (const load of loads(moment.held[from], most)) next.push(send(moment, from, c, load));
      });
    }
    level = next;
  }
  return found;
}

export function recordedOf(states: readonly string[], contents: readonly string[]): Recorded {
  return [...states.map(sorted), ...contents.map((content) => `[${content}]`)].join("|");
}

/** What processes that have recorded receive, they receive at once; what they hold then nobody sees. */
function settled(reached: Moment, channels: PlainSystem["channels"]): Moment {
  let moment = reached;
  channels.forEach(([, to], c) => {
    while (moment.states[to] !== undefined && moment.queues[c] !== "") moment = deliver(moment, c, channels);
  });
  return { ...moment, held: moment.held.map((tokens, p) => (moment.states[p] === undefined ? tokens : "")) };
}

function sorted(tokens: string): string {
  return [...tokens].sort().join("");
}

function keyOf({ held, queues, states, contents, done }: Moment): string {
  const parts = contents.map((content, c) => (done[c] ? `${content}!` : content));
  return [held, queues, states.map((state) => state ?? "-"), parts].map((list) => list.join("/")).join(";");
}

/** What a process may put into one message: up to `most` of its tokens, at least one. */
function loads(held: string, most: number): Set<string> {
  const found = new Set<string>();
  const grow = (load: string, from: number): void => {
    if (load !== "") found.add(load);
    if (load.length === most) return;
    for (let i = from; i < held.length; i++) grow(load + held[i], i + 1);
  };
  grow("", 0);
  return found;
}

function send(moment: Moment, from: number, channel: number, load: string): Moment {
  let left = moment.held[from];
  for (const token of load) left = left.replace(token, "");
  return {
    ...moment,
    held: moment.held.with(from, left),
    queues: moment.queues.with(channel, `${moment.queues[channel]}${load}.`),
  };
}

/** Records a process and sends its markers, one on each channel out, before it does anything else. */
function record(moment: Moment, process: number, channels: PlainSystem["channels"]): Moment {
  return {
    ...moment,
    states: moment.states.with(process, moment.held[process]),
    queues: moment.queues.map((queue, c) => (channels[c][0] === process ? `${queue}${MARKER}.` : queue)),
  };
}

/** Hands over what stands first on a channel. */
function deliver(moment: Moment, channel: number, channels: PlainSystem["channels"]): Moment {
  const queue = moment.queues[channel];
  const end = queue.indexOf(".");
  const load = queue.slice(0, end);
  const [, to] = channels[channel];
  const after = { ...moment, queues: moment.queues.with(channel, queue.slice(end + 1)) };
  if (load === MARKER) {
    const told = after.states[to] === undefined ? record(after, to, channels) : after;
    return { ...told, done: told.done.with(channel, true) };
  }
  const recording = after.states[to] !== undefined && !after.done[channel];
  return {
    ...after,
    held: after.held.with(to, sorted(after.held[to] + load)),
    contents: recording
      ? after.contents.with(
          channel,
          after.contents[channel] === "" ? load : `${after.contents[channel]},${load}`,
        )
      : after.contents,
  };
}
