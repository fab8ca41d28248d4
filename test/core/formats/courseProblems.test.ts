// Everything that can be wrong in the course's files, each with its exact place: pairs of a good text and a bad one.
// What is wrong with a line leaves the rest as it was.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readEvents, topologyComment } from "../../../src/core/formats/course/eventsFile.ts";
import { findTopology } from "../../../src/core/formats/course/findTopology.ts";
import { readSnap } from "../../../src/core/formats/course/snapFile.ts";
import { readTopology } from "../../../src/core/formats/course/topologyFile.ts";
import { wholeNumber } from "../../../src/core/formats/course/words.ts";
import { findNearest } from "../../../src/core/trace/nearestName.ts";
import type { Problem } from "../../../src/core/trace/problem.ts";
import { checkTwins, problemsOf, short } from "../../support/twins.ts";

const TOP = "2\nP 1\nQ 2\nP Q\n";

describe("in a .top file", () => {
  checkTwins("a.top", {}, [
    ["the number of servers is no number", TOP, TOP.replace("2\n", "two\n"), "error 1:1-4 number-expected"],
    ["the number of servers is missing", TOP, TOP.replace("2\n", ""), "error 1:1-2 server-count-missing"],
    [
      "the number of servers is not that of those that follow",
      TOP,
      TOP.replace("2\n", "3\n"),
      "error 1:1-2 server-count",
    ],
    ["a line has three words", TOP, `${TOP}Q P 1\n`, "error 5:5-6 topology-line"],
    ["a line has one word", TOP, `${TOP}  Q\n`, "error 5:3-4 topology-line"],
    ["a server's tokens are a fraction", TOP, TOP.replace("Q 2", "Q 2.5"), "error 3:3-6 number-expected"],
    ["a server's tokens are negative", TOP, TOP.replace("Q 2", "Q -2"), "error 3:3-5 number-expected"],
    [
      "a server's tokens are more than 2^31 − 1",
      TOP.replace("Q 2", "Q 2147483647"),
      TOP.replace("Q 2", "Q 2147483648"),
      "error 3:3-13 number-expected",
    ],
    ["a server is declared twice", TOP, TOP.replace("P Q", "P 4\nP Q"), "error 4:1-2 server-twice"],
    ["a link begins at an unknown server", TOP, TOP.replace("P Q", "X Q"), "error 4:1-2 unknown-server"],
    ["a link ends at an unknown server", TOP, TOP.replace("P Q", "P   Xyz"), "error 4:5-8 unknown-server"],
    ["a link leads to its own server", TOP, TOP.replace("P Q", "P P"), "error 4:3-4 link-to-itself"],
    ["a link is there twice", `${TOP}Q P\n`, `${TOP}P Q\n`, "warning 5:1-2 link-twice"],
  ]);

  it("a server may have a number for a name once it is declared", async () => {
    assert.deepEqual(await problemsOf({ "a.top": "2\n1 5\n2 5\n1 2\n2 1\n" }), []);
  });
});

describe("in an .events file", () => {
  const OK = "send P Q 1\ntick 2\nsnapshot P\n";
  checkTwins("a.events", { "a.top": TOP }, [
    ["a command is unknown", OK, OK.replace("send", "sned"), "error 1:1-5 unknown-command"],
    ["a send names an unknown server", OK, OK.replace("P Q", "P R"), "error 1:8-9 unknown-server"],
    [
      "a send names two unknown servers",
      OK,
      OK.replace("P Q", "A B"),
      "error 1:6-7 unknown-server, error 1:8-9 unknown-server",
    ],
    ["a send has no link to go over", OK, OK.replace("P Q", "Q P"), "error 1:8-9 no-link"],
    ["a send moves nothing", OK, OK.replace("Q 1", "Q 0"), "error 1:10-11 number-expected"],
    ["a send moves no number", OK, OK.replace("Q 1", "Q one"), "error 1:10-13 number-expected"],
    ["a send has too few words", OK, OK.replace(" 1", ""), "error 1:1-5 wrong-words"],
    ["a send has too many words", OK, OK.replace("Q 1", "Q 1 now"), "error 1:12-15 wrong-words"],
    [
      "a snapshot names an unknown server",
      OK,
      OK.replace("snapshot P", "snapshot p"),
      "error 3:10-11 unknown-server",
    ],
    ["a snapshot names nobody", OK, OK.replace("snapshot P", "\tsnapshot"), "error 3:2-10 wrong-words"],
    ["a snapshot names two", OK, OK.replace("snapshot P", "snapshot P Q"), "error 3:12-13 wrong-words"],
    ["time goes on by nothing", OK, OK.replace("tick 2", "tick 0"), "error 2:6-7 number-expected"],
    ["time goes back", OK, OK.replace("tick 2", "tick -1"), "error 2:6-8 number-expected"],
    ["a tick has too many words", OK, OK.replace("tick 2", "tick 2 3"), "error 2:8-9 wrong-words"],
  ]);
});

describe("in a .snap file", () => {
  const OK = "0\nP 0\nQ 2\nP Q token(1)\n";
  checkTwins("a.snap", {}, [
    ["the id is no number", OK, `${OK}next\n`, "error 5:1-5 number-expected"],
    ["the id is missing", OK, OK.replace("0\n", ""), "error 1:1-2 snapshot-id-missing"],
    ["there is nothing", OK, "# nothing\n", "error 1:1-1 snapshot-id-missing"],
    ["a server's tokens are no number", OK, OK.replace("Q 2", "Q x2"), "error 3:3-5 number-expected"],
    ["a server stands there twice", OK, OK.replace("Q 2", "Q 2\nQ 3"), "error 4:1-2 server-twice"],
    ["a message is no token(N)", OK, OK.replace("token(1)", "token 1"), "error 4:11-12 snap-line"],
    ["a message has no number", OK, OK.replace("token(1)", "token()"), "error 4:5-12 message-expected"],
    [
      "a message's number is too large",
      OK,
      OK.replace("token(1)", "token(2147483648)"),
      "error 4:5-22 message-expected",
    ],
    ["a line has four words", OK, `${OK}P Q token(1) again\n`, "error 5:14-19 snap-line"],
  ]);
});

describe("among the files of a scenario", () => {
  it("a script without a topology is told", async () => {
    assert.deepEqual((await problemsOf({ "a.events": "tick\n" })).map(short), ["error 0:0 topology-missing"]);
  });

  it("a second topology or script is left out, and told", async () => {
    const files = { "a.top": TOP, "b.top": TOP, "a.events": "tick\n", "b.events": "tick\n" };
    const problems = await problemsOf(files);
    assert.deepEqual(
      problems.map(({ position, code }) => `${position.file} ${code}`),
      ["b.top further-file", "b.events further-file"],
    );
  });

  it("a file of another format is told, and nothing is read", async () => {
    const problems = await problemsOf({ "a.top": TOP, "a.lctrace": '{"lctrace": 1}\n' });
    assert.deepEqual(
      problems.map(({ position, code }) => `${position.file} ${code}`),
      ["a.lctrace mixed-formats"],
    );
  });

  it("a file of no format is told", async () => {
    assert.deepEqual((await problemsOf({ "a.md": "# Title\n\nProse.\n" })).map(short), [
      "error 1:1 unknown-format",
    ]);
  });
});

const ignored = (): void => {};
const unexpected = ({ message }: Problem): void => assert.fail(message);
const errorsOf = (read: (report: (problem: Problem) => void) => void): Problem[] => {
  const problems: Problem[] = [];
  read((problem) => problems.push(problem));
  return problems;
};

describe("a bad line", () => {
  const topology = readTopology(TOP, "a.top", ignored);

  it("of a topology is left out, and the rest counts", () => {
    const { processes, channels } = readTopology("2\nP 1\nwhat is this\nQ 2\nP Z\nP Q\n", "a.top", ignored);
    assert.deepEqual([processes.map(({ name }) => name), channels.length], [["P", "Q"], 1]);
  });

  it("of a script is left out, and time and the ids of snapshots go on", () => {
    const text = "send P Q 1\ntick x\ntick 3\nsnapshot Z\nsnapshot Q\nsend P Q\nsnapshot P\n";
    const { actions, endTime } = readEvents(text, "a.events", topology, "a.top", ignored);
    assert.deepEqual([...actions.kind], [0, 1, 1]);
    assert.deepEqual(
      [[...actions.time], [...actions.argument], [...actions.line]],
      [
        [0, 3, 3],
        [0, 0, 1],
        [1, 5, 7],
      ],
    );
    assert.equal(endTime, 3);
  });

  it("of a snapshot is left out, and the rest counts", () => {
    const [snapshot] = readSnap("4\nP one\nQ 2\nP Q 3 4\nP Q token(1)\n", "a.snap", ignored);
    assert.deepEqual([snapshot.id, snapshot.processes.length, snapshot.messages.length], [4, 1, 1]);
  });

  it("gives the nearest name, for a quick fix", () => {
    const [unknown] = errorsOf((report) => readEvents("sned P Q 1\n", "a.events", topology, "a.top", report));
    assert.deepEqual(unknown.args, { name: "sned", nearest: "send" });
    const [server] = errorsOf((report) => readTopology("2\nEast 1\nWest 1\nEast Wets\n", "a.top", report));
    assert.deepEqual(server.args, { name: "Wets", nearest: "West" });
    assert.match(server.message, /did you mean West\?/);
  });
});

describe("texts of the course's files", () => {
  it("mean the same with CRLF, tabs, blank lines, comments and no end of line at the end", () => {
    const topology = readTopology("\r\n# c\r\n2\r\nP\t1\r\n\r\n  Q   2  \r\nP Q", "a.top", unexpected);
    assert.deepEqual(
      topology.processes.map(({ initial }) => initial.tokens[0].count),
      [1, 2],
    );
    assert.deepEqual(
      topology.channels.map(({ from, to }) => [from, to]),
      [[0, 1]],
    );
    const { actions } = readEvents(
      "# c\r\nsend  P\tQ 1\r\n\r\ntick\r\nsnapshot P",
      "a",
      topology,
      "a.top",
      unexpected,
    );
    assert.deepEqual(
      [[...actions.line], [...actions.time]],
      [
        [2, 5],
        [0, 1],
      ],
    );
  });

  it("say where a server and a link are declared", () => {
    const { processes, channels } = readTopology(TOP, "a.top", unexpected);
    assert.deepEqual(processes[1].position, { file: "a.top", line: 3, column: 1, endColumn: 2 });
    assert.deepEqual(channels[0].position, { file: "a.top", line: 4, column: 1, endColumn: 2 });
  });

  it("hold several snapshots one after the other", () => {
    const snapshots = readSnap("0\nP 1\n\n7\nP 2\nP Q token(3)\n", "a.snap", unexpected);
    assert.deepEqual(
      snapshots.map(({ id, position }) => [id, position.line]),
      [
        [0, 1],
        [7, 4],
      ],
    );
  });
});

describe("whole numbers", () => {
  it("are from 0 to 2^31 − 1, digits only", () => {
    const texts = [
      "0",
      "007",
      "2147483647",
      "2147483648",
      "-1",
      "+1",
      "1.0",
      "1e3",
      "",
      " 1",
      "٣",
      "99999999999",
    ];
    assert.deepEqual(texts.map(wholeNumber), [0, 7, 2147483647, ...Array(9).fill(undefined)]);
  });
});

describe("the topology of a script", () => {
  const find = (script: string, names: readonly string[], comment?: string) =>
    findTopology(script, names, comment);

  it("is the one with the longest base name that the script's begins with", () => {
    const names = ["8.top", "8nodes.top", "8nodes-x.top", "8nodes-sequential.events", "a.snap"];
    assert.deepEqual(find("8nodes-sequential.events", names), { kind: "one", name: "8nodes.top" });
  });

  it("is the one that a comment names, with or without its ending", () => {
    assert.deepEqual(find("x.events", ["a.top", "b.top"], "b.top"), { kind: "one", name: "b.top" });
    assert.deepEqual(find("x.events", ["a.top", "b.top"], "B"), { kind: "one", name: "b.top" });
    assert.deepEqual(find("a.events", ["a.top"], "c"), { kind: "none", names: ["a.top"], asked: "c" });
  });

  it("is for the user to say where several fit equally well, or none", () => {
    assert.deepEqual(find("ab.events", ["AB.top", "ab.TOP"]), {
      kind: "several",
      names: ["AB.top", "ab.TOP"],
    });
    assert.deepEqual(find("ab.events", ["c.top"]), { kind: "none", names: ["c.top"] });
  });

  it("is named in a comment like `# topology: NAME`", () => {
    assert.equal(topologyComment("send A B 1\n  # topology:  my net.top \r\ntick\n"), "my net.top");
    assert.equal(topologyComment("# the topology: none\n"), undefined);
    assert.equal(topologyComment("# topology:\nsend A B 1\n"), undefined);
  });
});

describe("the nearest name", () => {
  it("has at most two edits, fewer than the name has letters, and the fewest", () => {
    const near = (name: string, ...known: string[]) => findNearest(name, known);
    assert.equal(near("snapsot", "send", "snapshot", "tick"), "snapshot");
    assert.equal(near("N11", "N2", "N1", "N12"), "N1");
    assert.equal(near("abcd", "dcba"), undefined);
    assert.equal(near("a", "b"), undefined);
    assert.equal(near("ab", "cd"), undefined);
    assert.equal(near("WEST", "west"), "west");
  });
});
