// The JSON Schema of the .lctrace format: every line that is written obeys it, the example in the documentation too,
// and lines that the reader refuses do not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import fc from "fast-check";
import { writeLctrace } from "../../../src/core/formats/lctrace/writer.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { randomScenario } from "../../support/randomScenario.ts";
import { fixtureNames, fixtureText } from "../../support/textSource.ts";
import { problemsOf, short } from "../../support/twins.ts";

const DOCS = path.resolve(import.meta.dirname, "../../../docs");
const schema = JSON.parse(readFileSync(path.join(DOCS, "lctrace.schema.json"), "utf8"));
const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

/** Checks each line; a failure names the line and what the schema says of it. */
function checkLines(text: string): void {
  for (const line of text.split("\n").filter((each) => each.trim() !== "")) {
    assert.ok(validate(JSON.parse(line)), `${line}\n${JSON.stringify(validate.errors)}`);
  }
}

describe("the schema accepts", () => {
  it("every line of written random runs", () => {
    fc.assert(
      fc.property(randomScenario(), ({ scenario }) =>
        checkLines([...writeLctrace(simulate(scenario))].join("")),
      ),
      { seed: 51, numRuns: 60 },
    );
  });

  it("the fixtures, with everything that a line can have", () => {
    checkLines(fixtureText("lctrace/everything.lctrace"));
    for (const name of fixtureNames("core")) checkLines(fixtureText(`core/${name}`));
  });

  it("the example in the documentation, which also reads without a problem", async () => {
    const page = readFileSync(path.join(DOCS, "lctrace.md"), "utf8");
    const example = [...page.matchAll(/^ {4}(\{.*\})$/gm)].map((match) => match[1]);
    assert.ok(example.length > 5);
    checkLines(example.join("\n"));
    assert.deepEqual((await problemsOf({ "example.lctrace": example.join("\n") })).map(short), []);
  });
});

describe("the schema refuses what the reader refuses", () => {
  const header = '{"lctrace": 1}';
  for (const line of [
    '{"p": ""}',
    '{"p": 3}',
    '{"p": "P", "t": "now"}',
    '{"p": "P", "label": 1}',
    '{"p": "P", "send": {"id": 1}}',
    '{"p": "P", "send": {"id": [], "to": "Q"}}',
    '{"p": "P", "send": {"id": 1, "to": "Q", "tokens": {"Y": -1}}}',
    '{"p": "P", "send": {"id": 1, "to": "Q", "marker": "0"}}',
    '{"p": "P", "send": {"id": 1, "to": "Q", "lost": "yes"}}',
    '{"p": "P", "receive": null}',
    '{"p": "P", "set": {"tokens": {"Y": 0.5}}}',
    '{"p": "P", "set": {"fields": {"x": true}}}',
    '{"p": "P", "record": "0"}',
    '{"snapshot": "0"}',
    '{"snapshot": 0, "messages": 5}',
    '{"what": "is this"}',
  ]) {
    it(line, async () => {
      assert.equal(validate(JSON.parse(line)), false);
      const problems = await problemsOf({ "a.lctrace": `${header}\n${line}\n` });
      assert.deepEqual(
        problems.map(({ position, severity }) => `${severity} ${position.line}`),
        ["error 2"],
      );
    });
  }
});
