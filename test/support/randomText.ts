// Random authored scenarios as texts, for fast-check: two or three processes, channels that keep no order, lose or double, sends,
// waits, local steps, workloads, messages under way, and one or two snapshots, each with an algorithm of its own. A failure
// prints, and shrinks, as the text that one would write.

import fc from "fast-check";
import { findAlgorithm, SNAPSHOT_ALGORITHMS } from "../../src/core/snapshot/registry.ts";

const NAMES = ["P", "Q", "S"];
const ALGORITHMS = [
  ...SNAPSHOT_ALGORITHMS.map(({ id }) => id),
  ...["acharya-badrinath-not-causal", "alagar-venkatesan-not-causal"].filter((id) => findAlgorithm(id)),
];

const FAULTS = [
  " loss 50 %",
  " duplication 0.5",
  " corruption 0.5",
  " corruption 0.5 duplication 0.5",
  " delays [ 2, lost, spoilt 1 ]",
];
/** What an author says becomes of one message. */
const FATES = ["lose", "duplicate", "corrupt"];

interface Line {
  readonly kind: number;
  readonly channel: number;
  readonly token: string;
  readonly wait: number;
}

const line: fc.Arbitrary<Line> = fc.record({
  kind: fc.nat({ max: 8 }),
  channel: fc.nat({ max: 5 }),
  token: fc.constantFrom("A", "B"),
  wait: fc.nat({ max: 2 }),
});

const start = fc.record({
  by: fc.nat({ max: 2 }),
  using: fc.constantFrom(...ALGORITHMS),
  more: fc.boolean(),
});

/** `timed`: whether steps have times; else their order is what the lanes leave of it. */
export function randomText(timed: boolean): fc.Arbitrary<string> {
  return fc
    .record({
      processes: fc.integer({ min: 2, max: 3 }),
      missing: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
      options: fc.array(fc.constantFrom("", " not fifo"), { minLength: 6, maxLength: 6 }),
      faults: fc.constantFrom("", "", "", ...FAULTS),
      lines: fc.array(line, { maxLength: 5 }),
      starts: fc.array(start, { minLength: 1, maxLength: 2 }),
    })
    .map(({ processes, missing, options, faults, lines, starts }) => {
      const names = NAMES.slice(0, processes);
      const ends = names.flatMap((from) =>
        names.filter((to) => to !== from).map((to) => [from, to] as const),
      );
      const kept = ends.filter((_, i) => i === 0 || !missing.includes(i));
      const channels = kept.map(([from, to], i) => `channel ${from} -> ${to}${options[i]}${faults}`);
      return [
        ...names.map((name) => `process ${name} { 2 A, B }`),
        ...channels,
        ...linesOf(lines, kept, timed),
        ...starts.flatMap(({ by, using, more }, i) => startsOf(names, by, `s${i}`, using, more)),
      ].join("\n");
    });
}

function startsOf(names: readonly string[], by: number, id: string, using: string, more: boolean): string[] {
  const first = names[by % names.length];
  const second = names[(by + 1) % names.length];
  return [`snapshot ${id} by ${more ? `${first}, ${second}` : first} using ${using}`];
}

function linesOf(
  lines: readonly Line[],
  channels: readonly (readonly [string, string])[],
  timed: boolean,
): string[] {
  const text: string[] = [];
  const sent: { readonly name: string; readonly to: string }[] = [];
  let time = 1;
  lines.forEach(({ kind, channel, token, wait }, i) => {
    const [from, to] = channels[channel % channels.length];
    time += wait;
    const at = timed ? ` at ${time}` : "";
    const earlier = sent[channel % Math.max(1, sent.length)];
    if (kind === 0) text.push(`underway ${from} -> ${to} : ${token}`);
    else if (kind === 1) text.push(`${from} does "x" { + A }${at}`);
    else if (kind === 2 && earlier !== undefined) text.push(`${earlier.to} receives ${earlier.name}`);
    else if (kind === 3) text.push(`random ${1 + wait} sends seed 1`);
    else {
      text.push(`${from} -> ${to} : ${token} as m${i}${at}`);
      if (kind === 8 && wait < 2) text.push(`${FATES[channel % 3]} m${i}`);
      sent.push({ name: `m${i}`, to });
    }
  });
  return text;
}
