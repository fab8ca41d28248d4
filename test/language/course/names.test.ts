// Definitions, references and renaming of servers across the three kinds of files.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { declarationOf, nameAt, renaming, usesOf, whyNoName } from "../../../src/language/course/names.ts";
import { SCRIPT, SNAP, TOPOLOGY } from "./samples.ts";
import { changed, settingOf, type Texts } from "./support.ts";

const ALL: Texts = { "bank.top": TOPOLOGY, "bank.events": SCRIPT, "bank0.snap": SNAP };

/** `FILE:LINE:COLUMN-END` of the definition of the name at the cursor. */
async function definition(texts: Texts): Promise<string | undefined> {
  const { view, file, line, column } = await settingOf(texts);
  const name = nameAt(file, line, column);
  const place = name === undefined ? undefined : declarationOf(view, name.name);
  return place && `${place.file}:${place.line}:${place.column}-${place.endColumn}`;
}

describe("going to a definition", () => {
  const cases: readonly (readonly [what: string, from: string, to: string, found: string | undefined])[] = [
    ["a sender", "send Bob Cid", "send |Bob Cid", "bank.top:4:1-4"],
    ["behind the last letter", "send Bob Cid", "send Bob| Cid", "bank.top:4:1-4"],
    ["a destination", "send Bob Cid", "send Bob C|id", "bank.top:5:1-4"],
    ["an initiator", "snapshot Cid", "snapshot Ci|d", "bank.top:5:1-4"],
    ["a command", "snapshot Cid", "snap|shot Cid", undefined],
    ["a number", "send Bob Cid 1", "send Bob Cid |1", undefined],
  ];
  for (const [what, from, to, found] of cases) {
    it(`${found === undefined ? "finds none for" : "works on"} ${what} of a script`, async () => {
      assert.equal(await definition({ ...ALL, "bank.events": SCRIPT.replace(from, to) }), found);
    });
  }

  it("works on a link and on lines of a snapshot", async () => {
    assert.equal(
      await definition({ ...ALL, "bank.top": TOPOLOGY.replace("Bob Cid", "Bob |Cid") }),
      "bank.top:5:1-4",
    );
    assert.equal(
      await definition({ ...ALL, "bank0.snap": SNAP.replace("Cid 1", "|Cid 1") }),
      "bank.top:5:1-4",
    );
    assert.equal(
      await definition({ ...ALL, "bank0.snap": SNAP.replace("Bob Ada", "Bob |Ada") }),
      "bank.top:3:1-4",
    );
  });

  it("finds none for a server that is not declared", async () => {
    assert.equal(await definition({ ...ALL, "bank.events": "snapshot |Dora\n" }), undefined);
  });
});

describe("references", () => {
  it("finds every use, the declaration among them", async () => {
    const { files } = await settingOf(ALL);
    const uses = usesOf(files, "Cid").map(
      ({ place, declares }) => `${place.file}:${place.line}:${place.column}${declares ? "!" : ""}`,
    );
    assert.deepEqual(uses, [
      "bank.top:5:1!",
      "bank.top:8:5",
      "bank.top:9:1",
      "bank.events:4:10",
      "bank.events:10:10",
      "bank0.snap:4:1",
    ]);
  });
});

describe("renaming a server", () => {
  it("changes every use in all files, and the run stays the same run", async () => {
    const { files } = await settingOf(ALL);
    const changes = renaming(files, "Bob", "Bea");
    const renamed = Object.fromEntries(
      Object.entries(ALL).map(([name, text]) => [
        name,
        changed(
          text,
          changes.filter(({ file }) => file === name),
        ),
      ]),
    );
    assert.equal(renamed["bank0.snap"], SNAP.replaceAll("Bob", "Bea"));
    assert.deepEqual((await settingOf(renamed)).problems, []);
  });

  it("refuses names that would make the files say something else", async () => {
    const { view } = await settingOf(ALL);
    assert.equal(whyNoName(view, "Bob", "Bob"), undefined);
    assert.equal(whyNoName(view, "Bob", "bank-2"), undefined);
    for (const bad of ["", "two words", "#x", "5", "-1", "Ada"]) {
      assert.notEqual(whyNoName(view, "Bob", bad), undefined, bad);
    }
  });
});
