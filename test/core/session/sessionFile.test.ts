// The session file: what is written is read again as it was, equal sessions give equal bytes, each fault is told once at its
// place while the rest is read, and the JSON Schema says the same as the reader.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import fc from "fast-check";
import { readSession } from "../../../src/core/session/readSession.ts";
import type { SavedSession } from "../../../src/core/session/savedSession.ts";
import { writeSession } from "../../../src/core/session/writeSession.ts";

const MEDIA = path.resolve(import.meta.dirname, "../../../media");
const schema = JSON.parse(readFileSync(path.join(MEDIA, "session.schema.json"), "utf8"));
const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

const FULL = `{
  "$schema": "session.schema.json",
  "lightcone": 1,
  "execution": "run 2",
  "clockOffsets": {
    "db": 2.5
  },
  "hidden": [
    "metrics"
  ],
  "snapshots": [
    {
      "initiators": [
        "db",
        "web"
      ],
      "time": 12,
      "after": {
        "process": "web",
        "events": 3
      },
      "latency": 0.5,
      "note": "while the order is on its way"
    }
  ],
  "cuts": [
    {
      "title": "cut web 3",
      "events": {
        "web": 3
      }
    },
    {
      "title": "at 12 ms",
      "time": 12,
      "note": "what the clocks say"
    }
  ],
  "notes": [
    {
      "snapshot": 0,
      "text": "the nightly one"
    },
    {
      "process": "web",
      "event": 2,
      "text": "retries here"
    }
  ]
}
`;

const name = fc.oneof(
  fc.constantFrom("A", "B", "constructor", "__proto__", "10", "größer", 'with "quotes"\\'),
  fc.string({ minLength: 1, maxLength: 6 }),
);
const words = fc.string({ minLength: 1, maxLength: 12 });
const time = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const count = fc.nat({ max: 99 });
/** Keys of a later version. */
const rest = fc.option(
  fc.dictionary(fc.constantFrom("later", "x-ours"), fc.jsonValue(), { minKeys: 1, noNullPrototype: true }),
  { nil: undefined },
);
const noted = { note: fc.option(words, { nil: undefined }), rest };

const snapshots = fc
  .record({
    initiators: fc.array(name, { minLength: 1, maxLength: 3 }),
    time,
    events: fc.option(count, { nil: undefined }),
    latency: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
    algorithm: fc.option(fc.constantFrom("lai-yang", "mattern"), { nil: undefined }),
    ...noted,
  })
  .map(({ events, latency, algorithm, ...others }) => ({
    ...others,
    ...(events === undefined ? {} : { after: { process: others.initiators[0], events } }),
    ...(latency === undefined ? {} : { latency: { kind: "fixed" as const, value: latency + 0 } }),
    ...(algorithm === undefined ? {} : { algorithm }),
  }));
const cuts = fc.record({
  title: words,
  at: fc.oneof(
    time,
    fc.array(fc.tuple(name, fc.integer({ min: 1, max: 99 }))).map((list) => new Map(list)),
  ),
  ...noted,
});
const notes = fc.oneof(
  fc.record({ process: name, event: fc.integer({ min: 1, max: 99 }), text: words, rest }),
  fc.record({ snapshot: fc.oneof(fc.integer({ min: 0, max: 99 }), words), text: words, rest }),
);
const sessions: fc.Arbitrary<SavedSession> = fc.record({
  execution: fc.option(words, { nil: undefined }),
  clockOffsets: fc.array(fc.tuple(name, time)).map((list) => Object.fromEntries(list)),
  hidden: fc.uniqueArray(name).map((names) => names.sort()),
  snapshots: fc.array(snapshots, { maxLength: 3 }),
  cuts: fc.array(cuts, { maxLength: 3 }),
  notes: fc.array(notes, { maxLength: 4 }),
  rest,
});

/** As JSON would compare: without keys that are undefined, maps as sorted lists. */
function plain(session: SavedSession): unknown {
  const sorted = session.cuts.map(({ at, ...cut }) => ({
    ...cut,
    at: typeof at === "number" ? at : [...at].sort(([a], [b]) => (a < b ? -1 : 1)),
  }));
  return JSON.parse(JSON.stringify({ ...session, cuts: sorted }));
}

const short = (text: string): string[] =>
  readSession(text, "s").problems.map(
    ({ position: { line, column }, severity, code, message }) =>
      `${line}:${column} ${severity} ${code}: ${message}`,
  );

describe("a session file", () => {
  it("is written as it was read, byte for byte", () => {
    const { session, problems } = readSession(FULL, "s");
    assert.deepEqual(problems, []);
    assert.equal(writeSession(session), FULL);
    assert.equal(session.cuts.length, 2);
    assert.deepEqual(session.snapshots[0].latency, { kind: "fixed", value: 0.5 });
  });

  it("brings back every session, and obeys its schema", () => {
    fc.assert(
      fc.property(sessions, (session) => {
        const text = writeSession(session);
        const again = readSession(text, "s");
        assert.deepEqual(
          again.problems.filter(({ severity }) => severity === "error"),
          [],
        );
        const order = (all: SavedSession): unknown => plain({ ...all, notes: [] });
        assert.deepEqual(order(again.session), order(session));
        assert.equal(again.session.notes.length, session.notes.length);
        assert.equal(writeSession(again.session), text);
        assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it("is the same whatever order its parts were added in, where order has no meaning", () => {
    const { session } = readSession(FULL, "s");
    const turned = {
      ...session,
      hidden: ["z", "a"],
      notes: [...session.notes].reverse(),
      clockOffsets: { web: 1, db: 2 },
    };
    const straight = {
      ...session,
      hidden: ["a", "z"],
      clockOffsets: { db: 2, web: 1 },
    };
    assert.equal(writeSession(turned), writeSession(straight));
  });

  it("without anything is one line of version", () => {
    const text = '{\n  "lightcone": 1\n}\n';
    assert.equal(writeSession(readSession(text, "s").session), text);
  });

  it("tells where its parts stand, by their numbers among those that were taken", () => {
    const text = '{"lightcone": 1,\n"cuts": [\n{},\n{"title": "x",\n "time": 1}]}';
    const { placeOf, session } = readSession(text, "s");
    assert.equal(session.cuts.length, 1);
    assert.deepEqual(placeOf(["cuts", 0]), { file: "s", line: 4, column: 1 });
    assert.deepEqual(placeOf(["cuts", 0, "time"]), { file: "s", line: 5, column: 10, endColumn: 11 });
  });
});

describe("a fault of a session file is told at its place, and the rest is read", () => {
  for (const [text, ...expected] of [
    [
      '{"lightcone": 1,\n "cuts": [}',
      "2:12 error session-json: this is not valid JSON, so nothing of it is read",
    ],
    ['{"lightcone": 1', "1:16 error session-json: this is not valid JSON, so nothing of it is read"],
    ["[]", "1:1 error session-value: a session file holds an object"],
    [
      '{"lightcone": 2}',
      '1:15 error session-version: this reads version 1 of the session file ("lightcone": 1), the file says 2',
    ],
    [
      '{"cuts": []}',
      '1:1 error session-version: this reads version 1 of the session file ("lightcone": 1), the file says nothing',
    ],
    ['{"lightcone": 1, "execution": 3}', '1:31 error session-value: "execution" must be a text'],
    ['{"lightcone": 1, "hidden": "A"}', '1:28 error session-value: "hidden" must be a list'],
    ['{"lightcone": 1, "hidden": ["A", 5]}', '1:34 error session-value: "hidden" must be a text'],
    ['{"lightcone": 1, "clockOffsets": {"A": "1"}}', '1:40 error session-value: "A" must be a number'],
    [
      '{"lightcone": 1, "clockOffsets": 4}',
      '1:34 error session-value: "clockOffsets" must be an object of numbers by process',
    ],
    ['{"lightcone": 1, "snapshots": [{"time": 1}]}', '1:32 error session-value: "initiators" is missing'],
    [
      '{"lightcone": 1, "snapshots": [{"initiators": [], "time": 1}]}',
      '1:47 error session-value: "initiators" must name a process',
    ],
    [
      '{"lightcone": 1, "snapshots": [{"initiators": ["A"], "time": 1, "latency": -1}]}',
      '1:76 error session-value: "latency" must be "channel" or a number, 0 or more',
    ],
    [
      '{"lightcone": 1, "snapshots": [{"initiators": ["A"], "time": 1, "after": {"process": "B", "events": 1}}]}',
      "1:86 error session-value: B must be one of the initiators",
    ],
    ['{"lightcone": 1, "cuts": [4]}', '1:27 error session-value: "cuts" must be an object'],
    [
      '{"lightcone": 1, "cuts": [{"title": "x"}]}',
      '1:27 error session-value: a cut has either "events" or "time"',
    ],
    [
      '{"lightcone": 1, "cuts": [{"title": "x", "events": {"A": -1}}]}',
      '1:58 error session-value: "A" must be 0 or more',
    ],
    [
      '{"lightcone": 1, "notes": [{"process": "A", "event": 0, "text": "x"}]}',
      '1:54 error session-value: "event" counts from 1',
    ],
    ['{"lightcone": 1, "notes": [{"snapshot": 0}]}', '1:28 error session-value: "text" is missing'],
  ]) {
    it(text.replaceAll("\n", " "), () => {
      assert.deepEqual(short(text), expected);
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        return;
      }
      // What is one of the initiators no schema can say.
      if (!expected[0].includes("one of the initiators")) assert.equal(validate(value), false);
    });
  }

  it("keeps what stands beside it", () => {
    const { session } = readSession('{"lightcone": 1, "hidden": [5, "A"], "cuts": [{"title": ""}]}', "s");
    assert.deepEqual(session.hidden, ["A"]);
    assert.deepEqual(session.cuts, []);
  });

  it("keeps and tells what it does not know", () => {
    const text =
      '{\n  "lightcone": 1,\n  "cuts": [\n    {\n      "title": "x",\n      "time": 1,\n      "colour": "red"\n    }\n  ],\n  "theme": {\n    "a": [\n      1\n    ]\n  }\n}\n';
    assert.deepEqual(short(text), [
      '7:17 warning session-unknown-key: "colour" is not known in a session file; it is kept as it is',
      '10:12 warning session-unknown-key: "theme" is not known in a session file; it is kept as it is',
    ]);
    assert.equal(writeSession(readSession(text, "s").session), text);
  });
});

describe("bytes of any kind", () => {
  it("never throw, and are told where they are no session", () => {
    fc.assert(
      fc.property(fc.nat({ max: FULL.length }), fc.string({ maxLength: 3 }), (at, put) => {
        const text = FULL.slice(0, at) + put + FULL.slice(at + put.length);
        const { problems, session } = readSession(text, "s");
        if (text !== FULL && problems.length === 0) assert.notEqual(writeSession(session), "");
        for (const { position } of problems) assert.ok(position.line >= 1 && position.column >= 1);
      }),
      { seed: 8, numRuns: 400 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.ok(readSession(text, "s").problems.length > 0);
      }),
      { seed: 9, numRuns: 200 },
    );
  });
});
