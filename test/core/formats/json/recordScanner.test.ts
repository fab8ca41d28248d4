// The scanner of records: the same records with the same places whatever the layout, the pieces and the short cuts; what
// is broken costs itself and at most what it runs into; attacks take no longer than texts of their size.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isJsonObject, type JsonPlan, type TextFault } from "../../../../src/core/formats/json/plan.ts";
import { RecordScanner } from "../../../../src/core/formats/json/recordScanner.ts";

const RECORD: JsonPlan = {
  record: "r",
  isRecord: (value) => isJsonObject(value) && typeof value.id === "number",
};
const LIST: JsonPlan = { items: RECORD };
const NESTED: JsonPlan = {
  fields: new Map([
    ["groups", { items: { scope: "group", firstProperty: ["name"], fields: new Map([["list", LIST]]) } }],
  ]),
};

interface Found {
  readonly ids: readonly unknown[];
  /** `LINE:COLUMN TEXT` of each record. */
  readonly places: readonly string[];
  readonly faults: readonly TextFault[];
}

function scan(plan: JsonPlan, text: string, piece = text.length + 1, guess = true): Found {
  const ids: unknown[] = [];
  const places: string[] = [];
  const faults: TextFault[] = [];
  const scanner = new RecordScanner(
    plan,
    {
      record: (_, value, place) => {
        ids.push(isJsonObject(value) ? value.id : value);
        places.push(`${place.line}:${place.column()} ${place.text()}`);
      },
      fault: (fault) => faults.push(fault),
    },
    guess,
  );
  for (let at = 0; at < text.length; at += piece) scanner.feed(text.slice(at, at + piece));
  scanner.finish();
  return { ids, places, faults };
}

const record = (id: number) => ({
  id,
  text: 'a "quoted" \\ text, with { and ] and },{"id"',
  list: [{ id: "inner" }, { id: "inner", deeper: [[], {}] }],
  ...(id % 3 === 0 ? { empty: "" } : {}),
});
const records = (count: number) => Array.from({ length: count }, (_, id) => record(id));

/** Ways to lay the same records out. */
const LAYOUTS: Readonly<Record<string, (count: number) => readonly [JsonPlan, string]>> = {
  "in one line": (count) => [LIST, JSON.stringify(records(count))],
  "a record a line": (count) => [
    LIST,
    `[\n${records(count)
      .map((each) => JSON.stringify(each))
      .join(",\n")}\n]`,
  ],
  "many lines a record": (count) => [LIST, JSON.stringify(records(count), null, 2)],
  "a document a line": (count) => [
    NESTED,
    records(count)
      .map((each) => JSON.stringify({ groups: [{ name: "g", list: [each] }] }))
      .join("\n"),
  ],
  "documents in a row": (count) => [
    NESTED,
    records(count)
      .map((each) => JSON.stringify({ groups: [{ name: "g", list: [each] }] }, null, 1))
      .join(" "),
  ],
  "lists in lists": (count) => [
    NESTED,
    JSON.stringify({
      other: [1, { x: [] }],
      groups: records(count).map((each) => ({ name: "g", list: [each] })),
    }),
  ],
};

describe("records and their places", () => {
  for (const [name, layout] of Object.entries(LAYOUTS)) {
    it(`${name}: the same in pieces of any length, with short cuts and without`, () => {
      const [plan, text] = layout(40);
      const expected = scan(plan, text, text.length + 1, false);
      assert.deepEqual([expected.ids, expected.faults], [records(40).map(({ id }) => id), []]);
      const lines = text.split("\n");
      for (const each of expected.places) {
        const [, line, column, own] = /^(\d+):(\d+) ([\s\S]*)$/.exec(each) ?? [];
        assert.ok(
          lines
            .slice(Number(line) - 1)
            .join("\n")
            .slice(Number(column) - 1)
            .startsWith(own ?? "?"),
        );
      }
      for (const piece of [1, 7, 100, 1000, text.length]) {
        for (const guess of [true, false]) assert.deepEqual(scan(plan, text, piece, guess), expected);
      }
    });
  }
});

describe("a damaged character", () => {
  for (const [name, layout] of Object.entries(LAYOUTS)) {
    it(`${name}: costs the record that it is in, and at most the next`, () => {
      const [plan, text] = layout(30);
      const first = text.indexOf('"id"') - 1;
      fc.assert(
        fc.property(
          fc.integer({ min: first, max: text.length - 1 }),
          fc.constantFrom("", '"', "{", "}", "[", "]", "\\", ",", ":", "\n", "x", '"{', "}}"),
          fc.constantFrom(50, 1000, text.length),
          (at, junk, piece) => {
            const { ids } = scan(plan, text.slice(0, at) + junk + text.slice(at + 1), piece);
            const missing = records(30).filter(({ id }) => !ids.includes(id));
            assert.ok(missing.length <= 2, `${missing.map(({ id }) => id)} are missing`);
          },
        ),
        { seed: 610, numRuns: 1500 },
      );
    });
  }
});

describe("attacks", () => {
  const size = 1 << 21;
  const attacks: Readonly<Record<string, string>> = {
    "braces that never close": '{"a":'.repeat(size / 5),
    "brackets that never close": `[{"id":${"[".repeat(size)}`,
    "quotes that never close": `[${'{"'.repeat(size / 2)}`,
    backslashes: `[{"id":"${"\\".repeat(size)}`,
    "a list that is broken everywhere": `[${'{"id":},'.repeat(size / 8)}]`,
    "documents that are broken everywhere": '{"groups":[{"name":]}\n'.repeat(size / 22),
    "lines that are cut off": '{"groups":[{"name":"g","list":[{"id":1,"text":"\n'.repeat(size / 48),
    "a name without end": `{"${"n".repeat(size)}`,
    "closing brackets": "]}".repeat(size / 2),
  };
  for (const [name, text] of Object.entries(attacks)) {
    it(`${name}: no exception, every record whole, and an end`, (t) => {
      for (const plan of [LIST, NESTED]) {
        const start = performance.now();
        const { ids } = scan(plan, text, 1 << 16);
        t.diagnostic(`${Math.round(performance.now() - start)} ms`);
        assert.deepEqual(
          ids.filter((id) => id !== undefined && typeof id !== "number"),
          [],
        );
      }
    });
  }

  it("what is nested too deeply is left out, and what follows is read", () => {
    const deep = `${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`;
    const { ids, faults } = scan(LIST, `[{"id":1},{"id":2,"x":${deep}},{"id":3}]`, 100, false);
    assert.deepEqual(ids, [1, 3]);
    assert.match(faults[0]?.message ?? "", /too deeply/);
  });

  it("a property __proto__ is a property like any other", () => {
    const { ids } = scan(LIST, '[{"__proto__":{"id":7},"id":1},{"__proto__":{"id":7}}]');
    assert.deepEqual(ids, [1, undefined]);
  });
});
