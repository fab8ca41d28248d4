// The command line from outside: what it prints, its JSON's keys, and its exit status 0, 1 or 2.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { inFolder, lightcone, ROOT } from "./run.ts";

const BANK = "samples/course/bank.events";
const TOP = "2\nP 5\nQ 0\nP Q\nQ P\n";

describe("info", () => {
  it("counts what is in a trace", () => {
    const { status, out } = lightcone(["info", BANK, "--json"]);
    const info = JSON.parse(out);
    assert.equal(status, 0);
    assert.deepEqual(
      [info.processes, info.channels, info.events, info.messages, info.inFlight, info.problems],
      [3, 6, 31, 14, 0, 0],
    );
  });

  it("opens what is half readable, and lists its problems with their places", () => {
    inFolder({ "a.top": TOP, "a.events": "send P Q 1\nsend P X 1\ntick\nsend P Q lots\n" }, (folder) => {
      const { status, out } = lightcone(["info", "a.events", "--json"], folder);
      const { problems, problemList, events } = JSON.parse(out);
      assert.equal(status, 0);
      assert.equal(events, 1);
      assert.equal(problems, 2);
      assert.deepEqual(
        problemList.map((problem: { line: number; column: number; code: string }) => [
          problem.line,
          problem.column,
          problem.code,
        ]),
        [
          [2, 8, "unknown-server"],
          [4, 10, "number-expected"],
        ],
      );
    });
  });

  it("counts the messages that a channel delivered out of order", () => {
    const lines = [
      '{"lctrace": 1, "processes": ["P", "Q"]}',
      '{"p": "P", "send": {"id": 1, "to": "Q"}}',
      '{"p": "P", "send": {"id": 2, "to": "Q"}}',
      '{"p": "Q", "receive": 2}',
      '{"p": "Q", "receive": 1}',
    ];
    inFolder({ "a.lctrace": lines.join("\n") }, (folder) => {
      const { out } = lightcone(["info", "a.lctrace"], folder);
      assert.match(out, /FIFO violations +1/);
      assert.match(out, /message from P to Q overtook message from P to Q/);
    });
  });
});

describe("the samples that ship", () => {
  const names = readdirSync(join(ROOT, "samples"), { recursive: true, encoding: "utf8" });
  const traces = names.filter((name) => /\.(events|lctrace)$/.test(name));

  it("there are scripts and a recorded trace", () => assert.ok(traces.length >= 5));

  for (const name of traces) {
    it(`${name} opens without a problem`, () => {
      const { problems, events } = JSON.parse(lightcone(["info", join("samples", name), "--json"]).out);
      assert.equal(problems, 0);
      assert.ok(events > 0);
    });
  }
});

describe("files that do not say it themselves", () => {
  it("a log's pattern, a log's execution and a mapping come from options", () => {
    const files = {
      "a.log": 'web|{"web":1}|starts\n== two\nweb|{"web":1}|starts again\nweb|{"web":2}|ends\n',
      "a.ndjson": '{"n": "a", "c": {"a": 1}}\n',
    };
    inFolder(files, (folder) => {
      const events = (...args: string[]): number =>
        JSON.parse(lightcone(["info", "--json", ...args], folder).out).events;
      const pattern = [
        "--pattern",
        "(?<host>\\w+)\\|(?<clock>.*)\\|(?<event>.*)",
        "--delimiter",
        "^== (?<trace>.*)$",
      ];
      assert.equal(events("a.log", ...pattern, "--execution", "two"), 2);
      assert.equal(events("a.ndjson", "--mapping", '{"process": "n", "clock": "c"}'), 1);
    });
  });
});

describe("snapshot", () => {
  it("prints the course's text, with every snapshot of the script in the order of ids", () => {
    const { status, out } = lightcone([
      "snapshot",
      "samples/course/ring.top",
      "samples/course/ring.events",
      "--format",
      "snap",
    ]);
    assert.equal(status, 0);
    const expected = [
      "0",
      "Ada 5",
      "Bob 3",
      "Cy 2",
      "Dot 0",
      "Eve 3",
      "Eve Ada token(4)",
      "Eve Ada token(1)",
      "1",
      "Ada 7",
      "Bob 4",
      "Cy 3",
      "Dot 0",
      "Eve 2",
      "Cy Dot token(2)",
    ];
    assert.deepEqual(out.trimEnd().split("\n"), expected);
  });

  it("takes the one that the options ask for, and prints only it", () => {
    const { status, out } = lightcone(["snapshot", BANK, "--initiator", "Oslo,Rome", "--at", "4", "--json"]);
    const { snapshots } = JSON.parse(out);
    assert.equal(status, 0);
    assert.equal(snapshots.length, 1);
    assert.deepEqual([snapshots[0].id, snapshots[0].initiators], [1, ["Oslo", "Rome"]]);
    assert.equal(snapshots[0].verdict, "consistent");
  });

  it("writes the trace with the snapshot that it took, which verify then finds in it", () => {
    inFolder({}, (folder) => {
      assert.equal(lightcone(["convert", join(ROOT, BANK), "-o", "run.lctrace"], folder).status, 0);
      const asked = ["snapshot", "run.lctrace", "--initiator", "Oslo", "--at", "4"];
      const taken = lightcone([...asked, "-o", "out.lctrace"], folder);
      assert.equal(taken.status, 0, taken.error);
      const verified = JSON.parse(lightcone(["verify", "out.lctrace", "--json"], folder).out);
      assert.equal(verified.consistent, true);
      assert.equal(verified.snapshots.length, 2);
      const refused = lightcone([...asked, "-o", "out.svg"], folder);
      assert.equal(refused.status, 2);
      assert.match(refused.error, /^-o: out\.svg ends in no format that can be written/);
    });
  });

  it("replays one over a recorded trace, and says where a channel was not FIFO", () => {
    const lines = [
      '{"lctrace": 1, "processes": ["P", "Q"], "channels": [["P", "Q"], ["Q", "P"]], "timeUnit": "tick"}',
      '{"p": "P", "t": 1, "send": {"id": "late", "to": "Q"}}',
      '{"p": "P", "t": 5, "send": {"id": "early", "to": "Q"}}',
      '{"p": "Q", "t": 6, "receive": "early"}',
      '{"p": "Q", "t": 9, "receive": "late"}',
    ];
    inFolder({ "a.lctrace": lines.join("\n") }, (folder) => {
      const right = lightcone(["snapshot", "a.lctrace", "--initiator", "Q", "--at", "0"], folder);
      assert.deepEqual([right.status, right.error], [0, ""]);
      const wrong = lightcone(["snapshot", "a.lctrace", "--initiator", "P", "--at", "2"], folder);
      assert.equal(wrong.status, 1);
      assert.match(wrong.error, /^a\.lctrace:4:1: this channel was not FIFO, .* overtook /);
      assert.match(wrong.out, /^snapshot 0 by P: wrong: 1 message in transit not recorded/);
    });
  });

  it("says of one that cannot end why, with status 1", () => {
    const { status, out } = lightcone(["snapshot", "samples/course/one-way.events"]);
    assert.equal(status, 1);
    assert.match(out, /did not end: it can never end, .* to Alone/);
  });

  it("takes the first error of a script for its failure", () => {
    inFolder({ "a.top": TOP, "a.events": "tick\nsend P Q 9\n" }, (folder) => {
      const { status, out, error } = lightcone(["snapshot", "a.events"], folder);
      assert.deepEqual([status, out], [2, ""]);
      assert.equal(
        error,
        "a.events:2:1: P cannot send 9 tokens to Q at 1: it holds 5; this send is left out\n",
      );
    });
  });
});

describe("verify", () => {
  it("gives status 0 for a consistent cut, with the messages in transit", () => {
    const { status, out } = lightcone(["verify", BANK, "--snapshot", "0", "--json"]);
    const verdict = JSON.parse(out);
    assert.equal(status, 0);
    assert.deepEqual([verdict.consistent, verdict.orphans], [true, []]);
    assert.equal(verdict.inTransit.length, 3);
    assert.deepEqual(verdict.cut, { Paris: 2, Rome: 5, Oslo: 4 });
  });

  it("gives status 1 for an inconsistent one, with the orphan and both nearest consistent cuts", () => {
    const { status, out } = lightcone(["verify", BANK, "--cut", "Paris=1,Rome=5", "--json"]);
    const verdict = JSON.parse(out);
    assert.equal(status, 1);
    assert.equal(verdict.consistent, false);
    assert.deepEqual(
      verdict.orphans.map((orphan: { from: string; to: string; message: string }) => [
        orphan.from,
        orphan.to,
        orphan.message,
      ]),
      [["Oslo", "Rome", "token(25)"]],
    );
    assert.deepEqual(verdict.below, { Paris: 1, Rome: 4, Oslo: 0 });
    assert.deepEqual(verdict.above, { Paris: 1, Rome: 5, Oslo: 3 });
  });

  it("answers null where the trace does not tell", () => {
    const lines = [
      '{"lctrace": 1, "processes": ["P", "Q"]}',
      '{"p": "Q", "receive": {"id": 7, "from": "P"}}',
    ];
    inFolder({ "a.lctrace": lines.join("\n") }, (folder) => {
      const { status, out } = lightcone(["verify", "a.lctrace", "--cut", "Q=1", "--json"], folder);
      assert.deepEqual([status, JSON.parse(out).consistent], [1, null]);
    });
  });

  it("compares a recorded snapshot with what the run records, line by line", () => {
    const right = lightcone(["snapshot", BANK, "--format", "snap"]).out;
    const files = {
      "bank.top": readFileSync(join(ROOT, "samples/course/bank.top"), "utf8"),
      "bank.events": readFileSync(join(ROOT, BANK), "utf8"),
      "bank-right.snap": right,
      "bank-wrong.snap": right.replace("Rome 85", "Rome 90").replace("token(15)", "token(10)"),
    };
    inFolder(files, (folder) => {
      assert.equal(lightcone(["verify", "bank-right.snap"], folder).status, 0);
      const { status, out } = lightcone(["verify", "bank-wrong.snap"], folder);
      assert.equal(status, 1);
      assert.match(
        out,
        /^bank-wrong\.snap:4:1: the run records 85 tokens for Rome, this line says 90 tokens$/m,
      );
      assert.match(
        out,
        /^bank-wrong\.snap:\d:1: the run records a message of 15 tokens from Rome to Paris here/m,
      );
    });
  });
});

describe("render and convert", () => {
  it("draws SVG and Mermaid's text, the same bytes each time", () => {
    inFolder({}, (folder) => {
      const draw = (name: string): string => {
        assert.equal(lightcone(["render", BANK, "-o", join(folder, name)]).status, 0);
        return readFileSync(join(folder, name), "utf8");
      };
      const svg = draw("a.svg");
      assert.equal(draw("b.svg"), svg);
      for (const name of ["Paris", "Rome", "Oslo", "consistent, 3 messages in transit"])
        assert.ok(svg.includes(name));
      assert.match(draw("a.mmd"), /^sequenceDiagram/);
    });
  });

  it("writes a trace that says the same when it is read back", () => {
    inFolder({}, (folder) => {
      const file = join(folder, "bank.lctrace");
      assert.equal(lightcone(["convert", BANK, "-o", file]).status, 0);
      const before = JSON.parse(lightcone(["info", BANK, "--json"]).out);
      assert.deepEqual(JSON.parse(lightcone(["info", file, "--json"]).out), before);
      assert.equal(lightcone(["verify", file]).status, 0);
    });
  });
});

describe("bad usage and unreadable input: status 2 and one line", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["an unknown command", ["frobnicate"], /^there is no command frobnicate; there are: /],
    ["an unknown option", ["info", BANK, "--frob"], /^Unknown option '--frob'/],
    ["no file", ["info"], /^no FILE given/],
    ["a file that is not there", ["info", "nowhere.events"], /^nowhere\.events:1:1: cannot be read/],
    ["a folder", ["info", "."], /^\.: a folder; give the files of one run that lie in it/],
    [
      "a file of no known format",
      ["info", "LICENSE"],
      /^LICENSE:1:1: this is no trace that Lightcone can read/,
    ],
    ["an unknown process in a cut", ["verify", BANK, "--cut", "Bonn=1"], /^--cut: there is no process Bonn/],
    ["a cut beyond the end", ["verify", BANK, "--cut", "Rome=99"], /^--cut: Rome has only \d+ events/],
    [
      "an unknown initiator",
      ["snapshot", BANK, "--initiator", "Bonn"],
      /^--initiator: there is no process Bonn/,
    ],
    ["an unknown algorithm", ["snapshot", BANK, "--algorithm", "x"], /^--algorithm: there is no x/],
    [
      "an output that cannot be written",
      ["convert", BANK, "-o", "nowhere/at/all.lctrace"],
      /cannot be written/,
    ],
    [
      "an ending that no format writes",
      ["convert", BANK, "-o", "a.xyz"],
      /ends in no format that can be written/,
    ],
  ];
  for (const [name, args, words] of cases) {
    it(name, () => {
      const { status, out, error } = lightcone(args);
      assert.deepEqual([status, out], [2, ""]);
      assert.match(error, words);
      assert.equal(error.trimEnd().split("\n").length, 1);
    });
  }

  it("a script without a topology beside it, or with several", () => {
    inFolder({ "x.events": "tick\n", "a.top": TOP, "b.top": TOP }, (folder) => {
      assert.match(
        lightcone(["info", "x.events"], folder).error,
        /^x\.events:1:1: no topology \(\.top\) beside it fits/,
      );
    });
    inFolder({ "x.events": "# topology: b.top\ntick\n", "a.top": TOP, "b.top": TOP }, (folder) => {
      assert.equal(lightcone(["info", "x.events"], folder).status, 0);
    });
  });
});

describe("help", () => {
  const names = /^ {2}([\w-]+) /gm;
  const commands = [...lightcone(["--help"]).out.matchAll(names)].map((match) => match[1]);

  it("lists the commands", () => {
    assert.deepEqual(commands, [
      "info",
      "snapshot",
      "compare-algorithms",
      "verify",
      "check",
      "explore",
      "counterexample",
      "lattice",
      "restart",
      "recovery-line",
      "possible",
      "render",
      "convert",
      "format",
      "language-server",
    ]);
  });

  for (const command of commands) {
    it(`${command} --help gives an example that runs`, () => {
      const { status, out } = lightcone([command, "--help"]);
      const example = /^Example:\n {2}lightcone (.*)$/m.exec(out)?.[1] ?? "";
      assert.equal(status, 0);
      inFolder({}, (folder) => {
        const args = example
          .split(" ")
          .map((word) => (word.startsWith("samples/") ? join(ROOT, word) : word));
        const ran = lightcone(args, folder);
        assert.ok(ran.status === 0 || ran.status === 1, ran.error);
        assert.ok(ran.out.length > 0);
      });
    });
  }
});

const COURSE = join(ROOT, "../shared/samples/cos418");

describe("the course's expected snapshots", {
  skip: existsSync(COURSE) ? false : "../shared/samples is not there",
}, () => {
  const scripts = existsSync(COURSE) ? readdirSync(COURSE).filter((name) => name.endsWith(".events")) : [];
  it("has the seven scripts", () => assert.equal(scripts.length, 7));

  for (const script of scripts) {
    it(`${script} records each of its .snap files`, () => {
      const base = script.replace(".events", "");
      const snaps = readdirSync(COURSE).filter((name) => new RegExp(`^${base}\\d*\\.snap$`).test(name));
      assert.ok(snaps.length > 0);
      for (const snap of snaps) assert.equal(lightcone(["verify", join(COURSE, snap)]).status, 0, snap);
    });
  }
});
