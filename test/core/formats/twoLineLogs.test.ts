// The known patterns of two lines are read from bytes, without their regular expressions and mostly without
// `JSON.parse`. Here both ways read the same logs, spoilt in all kinds of ways, and must say the same.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bytesOfText, textOfBytes } from "../../../src/core/formats/bytes.ts";
import { parsed } from "../../../src/core/formats/json/parsed.ts";
import { isJsonObject } from "../../../src/core/formats/json/plan.ts";
import { LogScanner } from "../../../src/core/formats/shiviz/logRecords.ts";
import {
  compiled,
  KNOWN_PATTERNS,
  type LogPattern,
  RECORD_GROUPS,
} from "../../../src/core/formats/shiviz/patterns.ts";
import { type LineOrder, TwoLineScanner } from "../../../src/core/formats/shiviz/twoLines.ts";
import { ClockedEvents } from "../../../src/core/formats/vectorClocks/clockedEvents.ts";

/** What a scanner tells, in its order, and the events that become of it. */
interface Found {
  readonly told: (readonly [what: string, ...texts: string[], line: number])[];
  readonly events: ClockedEvents;
}

function byExpression({ source }: LogPattern, text: string): Found {
  const ready = compiled(source, RECORD_GROUPS);
  assert.ok(ready.kind === "pattern");
  const found: Found = { told: [], events: new ClockedEvents() };
  const scanner = new LogScanner(ready.ready, {
    record: (host = "", clock = "", event = "", line) => {
      const value = parsed(clock);
      const isEvent = host !== "" && isJsonObject(value);
      if (isEvent) found.events.add(host, value, event.trim(), line, Number.NaN);
      found.told.push([isEvent ? "event" : "no event", host, clock, event, line]);
    },
    other: (other, line) => found.told.push(["other", other, line]),
  });
  scanner.add(text);
  scanner.finish();
  return found;
}

function byLines(order: LineOrder, text: string, piece: number): Found {
  const found: Found = { told: [], events: new ClockedEvents() };
  const scanner = new TwoLineScanner(order, {
    record: (record, line) => {
      const isEvent = found.events.addBytes(record, line);
      const host = textOfBytes(record.bytes, record.host, record.hostEnd);
      const clock = textOfBytes(record.bytes, record.clock, record.clockEnd);
      const event = textOfBytes(record.bytes, record.event, record.eventEnd);
      found.told.push([isEvent ? "event" : "no event", host, clock, event, line]);
    },
    other: (other, line) => found.told.push(["other", other, line]),
  });
  const bytes = bytesOfText(text);
  for (let at = 0; at < bytes.length; at += piece) scanner.add(bytes.slice(at, at + piece));
  scanner.finish();
  return found;
}

function columnsOf({ events, entries, hosts, labels }: ClockedEvents) {
  return [events.trimmed(), entries.trimmed(), hosts.list, labels.list];
}

const HOSTS = ["a", "b-host", "c.3", "ü", "__proto__", "7", "12", 'q"uote', ""];
const host = fc.constantFrom(...HOSTS);
/** Mostly counts; now and then something that JSON allows, or not. */
const value = fc.oneof(
  { weight: 12, arbitrary: fc.nat({ max: 30 }).map(String) },
  fc.constantFrom(
    "0",
    "01",
    "-3",
    "1.0",
    "1e1",
    "4294967295",
    "4294967296",
    "99999999999999999999",
    '"5"',
    "null",
    "{}",
  ),
);
const space = fc.constantFrom("", "", "", " ", "  ", "\t");
const entry = fc
  .tuple(host, value, space, space)
  .map(
    ([name, count, before, after]) => `${before}${JSON.stringify(name)}${after}:${before}${count}${after}`,
  );
const clock = fc.array(entry, { maxLength: 6 }).map((entries) => `{${entries.join(",")}}`);
/** A host's clocks mostly have the same names in the same order. */
const usual = fc
  .tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }), fc.nat({ max: 7 }))
  .map(
    ([a, b, lacking]) =>
      `{${[`"a":${a}`, `"b-host":${b}`, `"c.3":${a + b}`].filter((_, i) => (lacking >> i) % 2 === 0).join(", ")}}`,
  );
const odd = fc.constantFrom(
  "",
  " ",
  "{",
  "}",
  "=== run ===",
  "=== ===",
  "a {",
  "a {}",
  " {}",
  'a\u00a0{"a":1}',
  "\\u0061",
  "x y z",
  "\u0001 {}",
);
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(host, usual).map(([name, text]) => `${name} ${text}`) },
  { weight: 3, arbitrary: fc.tuple(host, clock).map(([name, text]) => `${name} ${text}`) },
  { weight: 6, arbitrary: fc.constantFrom("sends", "receives", " wörks \u3000", "😀") },
  fc.tuple(host, clock, odd).map(([name, text, rest]) => `${name} ${text}${rest}`),
  odd,
);
const log = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom("\n", "\n", "\r\n"), fc.boolean())
  .map(([lines, end, ends]) => lines.join(end) + (ends ? end : ""));

describe("a log of records of two lines", () => {
  for (const pattern of KNOWN_PATTERNS) {
    const { lines, name } = pattern;
    if (lines === undefined) continue;
    it(`reads as by the regular expression of ${name}, in pieces of any length`, () => {
      fc.assert(
        fc.property(log, fc.integer({ min: 1, max: 60 }), (text, piece) => {
          const expected = byExpression(pattern, text);
          const found = byLines(lines, text, piece);
          assert.deepEqual(found.told, expected.told);
          assert.deepEqual(columnsOf(found.events), columnsOf(expected.events));
        }),
        { seed: 71, numRuns: 1000 },
      );
    });
  }

  it("of which one is too long for memory goes on behind it", () => {
    const long = new Uint8Array(1 << 20).fill(120);
    const told: string[] = [];
    const scanner = new TwoLineScanner("clock-first", {
      record: (_, line) => told.push(`record ${line}`),
      other: (text, line) => told.push(`${text} ${line}`),
    });
    scanner.add(bytesOfText('a {"a":1}\none\na {"a":2}\n'));
    for (let i = 0; i < 40; i++) scanner.add(long);
    scanner.add(bytesOfText('\na {"a":3}\nthree'));
    scanner.finish();
    assert.deepEqual(told, ["record 1", 'a {"a":2} 3', "a line that is too long 4", "record 5"]);
  });
});
