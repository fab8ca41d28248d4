// `lightcone possible`: puzzles of authored files and of JSON, snapshots and cuts of traces; what is printed, written and
// given as exit status, and how wrong input is told.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { inFolder, lightcone, ROOT } from "./run.ts";

const LECTURE = "samples/lecture";
const PUZZLE = JSON.stringify({
  processes: { P: ["G"], Q: [] },
  channels: [
    ["P", "Q"],
    ["Q", "P"],
  ],
  snapshot: { processes: { P: [] }, channels: { "P->Q": ["G"] } },
});

describe("possible, of the lecture's puzzles", () => {
  const answers = ["impossible", "possible", "possible", "impossible", "possible", "possible"];
  answers.forEach((answer, i) => {
    it(`puzzle ${i + 1}: ${answer}`, () => {
      const file = `${LECTURE}/${i + 11}-puzzle-${i + 1}.lightcone`;
      const { status, out, error } = lightcone(["possible", file]);
      assert.deepEqual([out.split("\n")[0], status, error], [answer, answer === "possible" ? 0 : 1, ""]);
      const any = lightcone(["possible", file, "--initiators", "any"]);
      assert.deepEqual([any.out.split("\n")[0], any.status], ["possible", 0]);
    });
  });

  it("gives the reason, and what holds all the same", () => {
    const { out } = lightcone(["possible", `${LECTURE}/11-puzzle-1.lightcone`]);
    assert.equal(
      out,
      "impossible\neverybody but the initiator takes the first marker over a channel recorded as empty, but the only channel to " +
        "P (Q → P) holds messages, and so does the only channel to Q (P → Q)\nit is a consistent global state, though; " +
        "no process can start it alone; it takes 2 initiators: P; Q\n",
    );
  });

  it("writes a run that verifies itself, as a scenario and as a trace", () => {
    inFolder({}, (folder) => {
      const file = join(ROOT, LECTURE, "13-puzzle-3.lightcone");
      const { status, out } = lightcone(["possible", file, "-o", "run.lightcone"], folder);
      assert.deepEqual(
        [status, out],
        [
          0,
          "possible\nP starts it, after 8 sends: no run needs fewer\n1 of 2 processes can start it alone: P\nwrote run.lightcone\n",
        ],
      );
      const verified = lightcone(["verify", "run.lightcone"], folder);
      assert.equal(verified.status, 0);
      assert.match(verified.out, /as expected \(line \d+\): snapshot 1 is as expected/);
      assert.equal(lightcone(["format", "run.lightcone", "--check"], folder).status, 0);
      assert.equal(lightcone(["possible", file, "-o", "run.lctrace"], folder).status, 0);
      assert.equal(lightcone(["verify", "run.lctrace"], folder).status, 0);
      assert.match(
        lightcone(["possible", file, "-o", "run.txt"], folder).error,
        /^-o: run\.txt ends in no format/,
      );
    });
  });

  it("writes nothing where there is no run", () => {
    inFolder({}, (folder) => {
      const file = join(ROOT, LECTURE, "11-puzzle-1.lightcone");
      const { status, out } = lightcone(["possible", file, "-o", "run.lightcone"], folder);
      assert.equal(status, 1);
      assert.match(out, /run\.lightcone is not written: there is no run to write/);
      assert.throws(() => readFileSync(join(folder, "run.lightcone")));
    });
  });
});

describe("possible, of a file with several puzzles", () => {
  const FILE =
    "process P { G }\nprocess Q\nchannel P <-> Q\npossible a { Q { G } }\npossible { P { 2 G } }\n";

  it("answers the one that is named or counted", () => {
    inFolder({ "a.lightcone": FILE }, (folder) => {
      const of = (...args: string[]) => lightcone(["possible", "a.lightcone", ...args], folder);
      assert.match(of().error, /^a\.lightcone:1:1: holds several puzzles \(a, 2\); choose one with --puzzle/);
      assert.deepEqual([of("--puzzle", "a").status, of("--puzzle", "1").status], [0, 0]);
      const two = of("--puzzle", "2");
      assert.deepEqual(
        [two.status, two.out],
        [
          1,
          "impossible\nthis snapshot has G more than the system\nit is no consistent global state: no run passes through it\n",
        ],
      );
      assert.match(of("--puzzle", "b").error, /^--puzzle: there is no puzzle b; there are: a, 2/);
      assert.equal(of("--initiators", "two").status, 2);
    });
  });

  it("tells where a file has none, or is wrong", () => {
    inFolder({ "a.lightcone": "process P", "b.lightcone": "process P\npossible { X { } }" }, (folder) => {
      assert.match(
        lightcone(["possible", "a.lightcone"], folder).error,
        /^a\.lightcone:1:1: holds no puzzle; write one/,
      );
      const wrong = lightcone(["possible", "b.lightcone"], folder);
      assert.deepEqual(
        [wrong.status, wrong.error.split("; ")[0]],
        [2, "b.lightcone:2:12: there is no process X\n"],
      );
      assert.equal(lightcone(["possible", "c.lightcone"], folder).status, 2);
      assert.equal(lightcone(["possible"], folder).status, 2);
    });
  });
});

describe("possible, with messages under way at first", () => {
  const SYSTEM =
    "process P { G }\nprocess Q\nprocess R\nchannel P -> Q, P -> R, R -> Q\nunderway P -> Q : A\nunderway P -> Q : B\n";

  it("writes a run in which some are received and some stay, and it verifies itself", () => {
    inFolder({ "a.lightcone": `${SYSTEM}possible { Q { G, A }  P -> Q [ B ] }\n` }, (folder) => {
      const { status, out } = lightcone(["possible", "a.lightcone"], folder);
      assert.equal(status, 0);
      assert.match(
        out,
        /^possible\nP starts it, after 2 sends: no run needs fewer\n[\s\S]*\nunderway P -> Q : A\nunderway P -> Q : B as m2\nP -> R : G at 2\.\.3\nR -> Q : G at 3\.\.4\nQ receives m2 at 8\n/,
      );
      assert.equal(lightcone(["possible", "a.lightcone", "-o", "run.lightcone"], folder).status, 0);
      const verified = lightcone(["verify", "run.lightcone"], folder);
      assert.deepEqual([verified.status, verified.error], [0, ""]);
      assert.match(verified.out, /as expected \(line \d+\): snapshot 1 is as expected/);
      assert.equal(lightcone(["format", "run.lightcone", "--check"], folder).status, 0);
      assert.equal(lightcone(["possible", "a.lightcone", "-o", "run.lctrace"], folder).status, 0);
      assert.equal(lightcone(["verify", "run.lctrace"], folder).status, 0);
    });
  });

  it("says of each way to receive them why it does not do", () => {
    const pair = "process P { G }\nprocess Q\nchannel P -> Q\nunderway P -> Q : A\n";
    inFolder({ "a.lightcone": `${pair}possible { Q { G }  P -> Q [ A ] }\n` }, (folder) => {
      const { out } = lightcone(["possible", "a.lightcone", "--initiators", "any"], folder);
      assert.match(
        out,
        /^impossible\nif all that was under way on P → Q at first was received before, .*; if the last message under way on P → Q at first was not yet received, .*\nit is no consistent global state/,
      );
      const { reasons } = JSON.parse(lightcone(["possible", "a.lightcone", "--json"], folder).out);
      assert.deepEqual(
        reasons.map(({ kind }: { readonly kind: string }) => kind),
        ["stranded-anyhow", "first-marker"],
      );
    });
  });
});

describe("possible, of a script's own runs", () => {
  const FILE =
    "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q\nP -> Q : Y as y\nQ receives y\nQ -> P : R\n" +
    "possible a { P { G }  Q { Y }  Q -> P [ R ] }\npossible b { P { Y }  Q { R, G } }\n";

  it("says which run records it, that none does, or that it does not know", () => {
    inFolder({ "a.lightcone": FILE }, (folder) => {
      const of = (...args: string[]) =>
        lightcone(["possible", "a.lightcone", "--moves", "script", ...args], folder);
      const found = of("--puzzle", "a", "-o", "run.lightcone");
      assert.equal(found.status, 0);
      assert.match(found.out, /^possible\nP starts it in this run of the script/);
      assert.match(lightcone(["snapshot", "run.lightcone"], folder).out, /consistent, 1 message in transit/);
      const none = of("--puzzle", "b");
      assert.equal(none.status, 1);
      assert.match(none.out, /^impossible\nno run of the script records it: all \d+ states were seen/);
      assert.match(of("--puzzle", "b", "--states", "2").out, /^unknown\nnot found in \d+ states/);
    });
  });
});

describe("possible, of JSON", () => {
  it("answers for people and machines", () => {
    inFolder({ "a.json": PUZZLE }, (folder) => {
      const { status, out } = lightcone(["possible", "a.json"], folder);
      assert.equal(status, 0);
      assert.match(
        out,
        /^possible\nQ starts it, after 1 send: no run needs fewer\n[\s\S]*\nP -> Q : G at 1\.\.4\nsnapshot by Q at 2\n/,
      );
      const record = JSON.parse(lightcone(["possible", "a.json", "--json"], folder).out);
      assert.match(record.witness, /^\/\/ A run in which/);
      assert.deepEqual(
        { ...record, witness: undefined },
        {
          verdict: "possible",
          initiators: "one",
          consistent: true,
          alone: ["Q"],
          groups: [["Q"]],
          sends: 1,
          fewest: true,
          witness: undefined,
        },
      );
    });
  });

  it("gives the reasons as JSON too", () => {
    const wrong = PUZZLE.replace('{"P":[]}', '{"P":["Y"]}');
    inFolder({ "a.json": wrong }, (folder) => {
      const { status, out } = lightcone(["possible", "a.json", "--json"], folder);
      assert.equal(status, 1);
      const { verdict, consistent, reasons } = JSON.parse(out);
      assert.deepEqual(
        [verdict, consistent, reasons],
        ["impossible", false, [{ kind: "tokens", words: "this snapshot has Y more than the system" }]],
      );
    });
  });

  it("tells the place of what is wrong, on one line", () => {
    inFolder({ "a.json": `{\n  "processes": {},\n  "chanels": []\n}`, "b.json": "{" }, (folder) => {
      const { status, out, error } = lightcone(["possible", "a.json"], folder);
      assert.deepEqual([status, out], [2, ""]);
      assert.equal(
        error,
        "a.json:3:3: a puzzle has `processes`, `channels`, `underway`, `snapshot`, and no `chanels` (and 1 more)\n",
      );
      assert.match(
        lightcone(["possible", "b.json"], folder).error,
        /^b\.json:1:2: this is no JSON: expected a name/,
      );
      assert.match(lightcone(["possible", "c.json"], folder).error, /^c\.json:1:1: cannot be read/);
    });
  });
});

describe("possible, of a trace", () => {
  it("says who could have recorded a snapshot or cut, and writes the run", () => {
    inFolder({}, (folder) => {
      const file = join(ROOT, "samples/recorded/ring.lctrace");
      const { status, out } = lightcone(["possible", file, "--snapshot", "0", "-o", "run.lctrace"], folder);
      assert.equal(status, 0);
      assert.equal(
        out,
        "possible\nof snapshot 0, in a run of the very events that happened:\nAda starts it\n" +
          "1 of 5 processes can start it alone: Ada\nwrote run.lctrace\n",
      );
      const verified = lightcone(["verify", "run.lctrace"], folder);
      assert.equal(verified.status, 0);
      assert.equal(verified.out.match(/in transit:/g)?.length, 2);
    });
  });

  it("says why none could have", () => {
    const lost = lightcone(["possible", `${LECTURE}/03-disappearing-tokens.lightcone`, "--snapshot", "1"]);
    assert.equal(lost.status, 1);
    assert.match(
      lost.out,
      /^impossible\nof snapshot 1, .*\nwhat was recorded is no global state of any run: wrong: 3 messages/,
    );
    const file = "samples/course/transfer.events";
    const { verdict, alone, cut } = JSON.parse(lightcone(["possible", file, "--cut", "P=1", "--json"]).out);
    assert.deepEqual([verdict, alone, cut], ["possible", ["Q"], { P: 1, Q: 0 }]);
    const both = JSON.parse(lightcone(["possible", file, "--cut", "P=1,Q=1", "--json"]).out);
    assert.deepEqual(
      [both.verdict, both.consistent, both.reasons[0].kind, both.groups],
      ["impossible", true, "first-marker", [["P"], ["Q"]]],
    );
    assert.match(
      lightcone(["possible", file, "--snapshot", "9"]).error,
      /^--snapshot: there is no snapshot 9/,
    );
    assert.equal(lightcone(["possible", file, "--snapshot", "0", "--cut", "P=1"]).status, 2);
  });
});
