// What is said of events, messages, states, verdicts and problems, in the words that hovers, lists and the command
// line show.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  describeEvent,
  describeMessage,
  eventAction,
  formatTime,
  messageName,
} from "../../../src/core/trace/describe.ts";
import { describeUnfinished } from "../../../src/core/trace/describeSnapshot.ts";
import { asChannel, asMessage, asProcess, NONE } from "../../../src/core/trace/ids.ts";
import {
  describeState,
  describeTokens,
  EMPTY_STATE,
  type LocalState,
} from "../../../src/core/trace/localState.ts";
import { compareProblems, formatProblem, type Problem } from "../../../src/core/trace/problem.ts";
import { MessageKind, type Trace } from "../../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../../src/core/trace/traceBuilder.ts";
import {
  type CutVerdict,
  counted,
  describeCutVerdict,
  describeSnapshotVerdict,
  describeTokenDifference,
  type SnapshotVerdict,
} from "../../../src/core/trace/verdict.ts";
import { traceFromText } from "../../support/traceFromText.ts";

const drawn = traceFromText("P -a0m-l-f*\nQ --A---M--", {
  carries: { a: 3 },
  tokens: { P: 5 },
  markers: { m: 0 },
  to: { l: "Q", f: "Q" },
  lost: "l",
});

describe("an event in words", () => {
  const said = (letter: string): string => describeEvent(drawn.trace, drawn.event(letter));

  it("says its process, its place, its time and what happens", () => {
    assert.equal(said("a"), "P, event 1 at tick 1: sends token(3) to Q");
    assert.equal(said("A"), "Q, event 1 at tick 2: receives token(3) from P");
    assert.equal(said("M"), "Q, event 2 at tick 6: receives marker of snapshot 0 from P");
  });

  it("says what becomes of a message that is not received", () => {
    assert.equal(said("l"), "P, event 4 at tick 5: sends l to Q, lost");
    assert.equal(said("f"), "P, event 5 at tick 7: sends f to Q, still in flight at the end");
  });

  it("is its label, or an internal event without one", () => {
    assert.equal(said("0"), "P, event 2 at tick 2: record");
    assert.equal(said("*"), "P, event 6 at tick 8: internal event");
  });

  it("leaves the time out where the trace has none", () => {
    const trace = { ...drawn.trace, timeUnit: "none" } as Trace;
    assert.equal(describeEvent(trace, drawn.event("*")), "P, event 6: internal event");
  });

  it("names all its messages, received ones first", () => {
    const builder = new TraceBuilder("several", "none");
    const [p, q] = [builder.addProcess("P", EMPTY_STATE), builder.addProcess("Q", EMPTY_STATE)];
    const event = builder.addEvent(p, 0, builder.string("replies"), 0, 0);
    const named = (label: string, channel: number) =>
      builder.addMessage(MessageKind.application, channel, builder.addPayload({ label, ...EMPTY_STATE }));
    builder.setSend(named("yes", builder.channel(p, q)), event);
    builder.setReceive(named("ask", builder.channel(q, p)), event);
    const words = "replies; receives ask from Q; sends yes to Q, still in flight at the end";
    assert.equal(eventAction(builder.build(), event), words);
  });
});

describe("a message in words", () => {
  const carrying = (content: Partial<LocalState> & { label?: string }): string => {
    const builder = new TraceBuilder("carrying", "none");
    const payload = builder.addPayload({ label: "", ...EMPTY_STATE, ...content });
    builder.addMessage(MessageKind.application, NONE, payload);
    return messageName(builder.build(), 0);
  };

  it("is its label before what it carries", () => {
    assert.equal(carrying({ label: "ask", tokens: [{ token: "Y", count: 1 }] }), "ask");
    assert.equal(carrying({ tokens: [{ token: "token", count: 3 }] }), "token(3)");
    assert.equal(
      carrying({
        tokens: [
          { token: "B", count: 1 },
          { token: "Y", count: 2 },
        ],
      }),
      "B, Y×2",
    );
    assert.equal(carrying({ fields: [{ name: "term", value: 4 }] }), "term = 4");
    assert.equal(carrying({}), "message");
  });

  it("says where it comes from and goes to, ? where nobody knows", () => {
    assert.equal(describeMessage(drawn.trace, drawn.message("a")), "token(3) from P to Q");
    const unknown = traceFromText("Q -A-").trace;
    assert.equal(describeMessage(unknown, 0), "a from ? to Q");
  });
});

describe("a time", () => {
  it("stands with its unit", () => {
    const inUnit = (timeUnit: Trace["timeUnit"], time: number): string =>
      formatTime({ ...drawn.trace, timeUnit }, time);
    assert.deepEqual(
      [
        inUnit("tick", 4),
        inUnit("ms", 12.5),
        inUnit("us", 0.1 + 0.2),
        inUnit("none", 4),
        inUnit("s", Number.NaN),
      ],
      ["tick 4", "12.5 ms", "0.3 us", "", ""],
    );
  });
});

describe("a state in words", () => {
  it("counts nameless tokens and names others", () => {
    assert.equal(describeTokens([]), "none");
    assert.equal(describeTokens([{ token: "token", count: 1 }]), "1 token");
    assert.equal(describeTokens([{ token: "token", count: 10 }]), "10 tokens");
    assert.equal(
      describeTokens([
        { token: "G", count: 1 },
        { token: "Y", count: 2 },
      ]),
      "G, Y×2",
    );
  });

  it("adds fields after the tokens", () => {
    const fields = [
      { name: "role", value: "leader" },
      { name: "term", value: 2 },
    ];
    assert.equal(describeState({ tokens: [], fields }), "role = leader, term = 2");
    assert.equal(describeState({ tokens: [{ token: "G", count: 1 }], fields: [fields[1]] }), "G, term = 2");
    assert.equal(describeState(EMPTY_STATE), "none");
  });
});

const message = (...ids: number[]) => ids.map(asMessage);

describe("a cut's verdict in words", () => {
  const said = (verdict: CutVerdict): string => describeCutVerdict(drawn.trace, verdict);

  it("counts what is in transit or orphaned", () => {
    assert.equal(
      said({ kind: "consistent", orphans: [], inTransit: [] }),
      "consistent, no message in transit",
    );
    assert.equal(
      said({ kind: "consistent", orphans: [], inTransit: message(0) }),
      "consistent, 1 message in transit",
    );
    assert.equal(
      said({ kind: "inconsistent", orphans: message(0, 1), inTransit: [] }),
      "inconsistent, 2 orphan messages",
    );
  });

  it("says why it is unknown", () => {
    const unknown = { kind: "unknown", orphans: [], inTransit: [] } as const;
    assert.equal(
      said({ ...unknown, reason: { kind: "send-unknown", messages: message(1) } }),
      "unknown: 1 message received inside, sent nobody knows where",
    );
    const processes = [asProcess(0), asProcess(1)];
    assert.equal(
      said({ ...unknown, reason: { kind: "never-recorded", processes } }),
      "unknown: P, Q never recorded",
    );
    const many = Array.from({ length: 6 }, () => asProcess(0));
    assert.equal(
      said({ ...unknown, reason: { kind: "never-recorded", processes: many } }),
      "unknown: P, P, P, P, P … never recorded",
    );
  });
});

describe("a snapshot's verdict in words", () => {
  const consistent: SnapshotVerdict = {
    kind: "consistent",
    cut: { kind: "consistent", orphans: [], inTransit: message(0, 1) },
    unrecorded: [],
    wronglyRecorded: [],
    untold: [],
    foreign: 0,
  };
  const wrong = (fault: Partial<SnapshotVerdict>): string =>
    describeSnapshotVerdict(drawn.trace, { ...consistent, kind: "inconsistent", ...fault });

  it("is its cut's where that decides", () => {
    assert.equal(describeSnapshotVerdict(drawn.trace, consistent), "consistent, 2 messages in transit");
    const cut: CutVerdict = { kind: "inconsistent", orphans: message(0), inTransit: [] };
    assert.equal(wrong({ cut, unrecorded: message(1) }), "inconsistent, 1 orphan message");
  });

  it("names the first fault of what was recorded", () => {
    const tokens = { missing: [{ token: "Y", count: 1 }], surplus: [] };
    assert.equal(
      wrong({ unrecorded: message(0), wronglyRecorded: message(1) }),
      "wrong: 1 message in transit not recorded",
    );
    assert.equal(
      wrong({ wronglyRecorded: message(0, 1), tokens }),
      "wrong: 2 recorded messages not in transit",
    );
    assert.equal(wrong({ tokens }), "wrong: missing: Y");
  });
});

describe("a difference of tokens in words", () => {
  it("says what is missing and what is too many", () => {
    const [y, b] = [
      { token: "Y", count: 2 },
      { token: "B", count: 1 },
    ];
    assert.equal(describeTokenDifference(undefined), "no tokens");
    assert.equal(describeTokenDifference({ missing: [], surplus: [] }), "tokens conserved");
    assert.equal(describeTokenDifference({ missing: [y], surplus: [b] }), "missing: Y×2; too many: B");
  });
});

describe("a snapshot that did not end", () => {
  it("names the channels that still wait, the first six of them", () => {
    const waiting = (count: number) =>
      ({ kind: "trace-ended", channels: Array.from({ length: count }, () => asChannel(0)) }) as const;
    assert.equal(
      describeUnfinished(drawn.trace, waiting(2)),
      "the trace ends while markers are still awaited on P → Q, P → Q",
    );
    assert.match(describeUnfinished(drawn.trace, waiting(8)), /P → Q and 2 more$/);
  });
});

describe("problems", () => {
  const at = (file: string, line: number, column: number): Problem => ({
    position: { file, line, column },
    severity: "error",
    code: "c",
    message: "wrong",
  });

  it("are printed in the form that terminals link; what is wrong with a whole file stands at its beginning", () => {
    assert.equal(formatProblem(at("a/b.top", 3, 7)), "a/b.top:3:7: wrong");
    assert.equal(formatProblem(at("a/b.top", 0, 0)), "a/b.top:1:1: wrong");
  });

  it("are sorted by file, then line, then column, as numbers", () => {
    const sorted = [at("a", 0, 0), at("a", 2, 9), at("a", 2, 10), at("a", 10, 1), at("b", 1, 1)];
    assert.deepEqual(sorted.toReversed().sort(compareProblems), sorted);
  });

  it("at one place keep their order", () => {
    const [first, second] = [
      { ...at("a", 1, 1), code: "z" },
      { ...at("a", 1, 1), code: "y" },
    ];
    assert.deepEqual([first, second].sort(compareProblems), [first, second]);
  });

  it("add up: counted nouns take an s where there are none or several", () => {
    assert.deepEqual(
      [0, 1, 2].map((n) => counted(n, "message")),
      ["0 messages", "1 message", "2 messages"],
    );
  });
});
