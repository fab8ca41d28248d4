// The trace builder: takes events in any interleaving and the ends of messages at any time, and gives the same trace.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { asChannel, asMessage, type MessageId, NONE } from "../../../src/core/trace/ids.ts";
import { EMPTY_STATE, plainTokens } from "../../../src/core/trace/localState.ts";
import {
  eventKind,
  forEachReceived,
  forEachSent,
  MessageKind,
  nextOnProcess,
  previousOnProcess,
  type Snapshot,
  type Trace,
} from "../../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../../src/core/trace/traceBuilder.ts";

const sentAt = (trace: Trace, event: number): MessageId[] => {
  const list: MessageId[] = [];
  forEachSent(trace, event, (message) => list.push(message));
  return list;
};

const receivedAt = (trace: Trace, event: number): MessageId[] => {
  const list: MessageId[] = [];
  forEachReceived(trace, event, (message) => list.push(message));
  return list;
};

/** Three processes with 3 events each, added in the order given; message i goes from the i-th event of P to that of Q or R. */
function built(interleaving: readonly number[]): Trace {
  const builder = new TraceBuilder("built", "tick");
  const ids = ["P", "Q", "R"].map((name) => builder.addProcess(name, EMPTY_STATE));
  const key = builder.stateKey("x", "number");
  const label = builder.string("step");
  const messages = [0, 1, 2].map((i) => {
    return builder.addMessage(MessageKind.application, builder.channel(ids[0], ids[1 + (i % 2)]), NONE);
  });
  const next = [0, 0, 0];
  for (const p of interleaving) {
    const i = next[p]++;
    const event = builder.addEvent(ids[p], 10 * i, label, 0, 10 * p + i);
    builder.change(key, 100 * p + i);
    if (p === 0) builder.setSend(messages[i], event);
    else if (1 + (i % 2) === p) builder.setReceive(messages[i], event);
  }
  return builder.build();
}

const INTERLEAVING = [0, 0, 0, 1, 1, 1, 2, 2, 2];

describe("the builder", () => {
  it("gives the same trace from any interleaving of the processes", () => {
    const expected = built(INTERLEAVING);
    fc.assert(
      fc.property(fc.shuffledSubarray(INTERLEAVING, { minLength: 9 }), (order) => {
        assert.deepEqual(built(order), expected);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it("sorts events by process and keeps each process's own order", () => {
    const trace = built([2, 0, 1, 0, 2, 1, 1, 0, 2]);
    assert.deepEqual([...trace.firstEvent], [0, 3, 6, 9]);
    assert.deepEqual([...trace.events.process], [0, 0, 0, 1, 1, 1, 2, 2, 2]);
    assert.deepEqual([...trace.events.line], [0, 1, 2, 10, 11, 12, 20, 21, 22]);
    assert.deepEqual([...trace.messages.send], [0, 1, 2]);
    assert.deepEqual([...trace.messages.receive], [3, 7, 5]);
  });

  it("numbers channels by their ends, whatever was used first, and messages follow", () => {
    const builder = new TraceBuilder("channels", "none");
    const [p, q] = [builder.addProcess("P", EMPTY_STATE), builder.addProcess("Q", EMPTY_STATE)];
    const back = builder.channel(q, p);
    const forth = builder.channel(p, q);
    assert.equal(builder.channel(q, p), back);
    builder.addMessage(MessageKind.application, back, NONE);
    builder.addMessage(MessageKind.application, forth, NONE);
    builder.addMessage(MessageKind.application, NONE, NONE);
    const { channels, messages } = builder.build();
    assert.deepEqual(
      [[...channels.from], [...channels.to]],
      [
        [0, 1],
        [1, 0],
      ],
    );
    assert.deepEqual([...messages.channel], [1, 0, NONE]);
  });

  it("has the last time of any event, or a later one that the run reached", () => {
    const builder = new TraceBuilder("times", "tick");
    const p = builder.addProcess("P", EMPTY_STATE);
    for (const time of [3, 8, Number.NaN, 5]) builder.addEvent(p, time, 0, 0, 0);
    assert.equal(builder.build().endTime, 8);
    builder.reachTime(6);
    assert.equal(builder.build().endTime, 8);
    builder.reachTime(11);
    assert.equal(builder.build().endTime, 11);
  });

  it("stores each text and each file's name once; index 0 is the empty text", () => {
    const builder = new TraceBuilder("strings", "none");
    assert.deepEqual(
      [builder.string("a"), builder.string(""), builder.string("b"), builder.string("a")],
      [1, 0, 2, 1],
    );
    assert.deepEqual([builder.addFile("f"), builder.addFile("g"), builder.addFile("f")], [0, 1, 0]);
    const { strings, files } = builder.build();
    assert.deepEqual(
      [strings, files],
      [
        ["", "a", "b"],
        ["f", "g"],
      ],
    );
  });

  it("keeps two kinds of state keys of one name apart", () => {
    const builder = new TraceBuilder("keys", "none");
    assert.notEqual(builder.stateKey("x", "number"), builder.stateKey("x", "text"));
    assert.equal(builder.stateKey("x", "number"), builder.stateKey("x", "number"));
  });
});

describe("an event with several messages", () => {
  const builder = new TraceBuilder("several", "none");
  const [p, q] = [builder.addProcess("P", EMPTY_STATE), builder.addProcess("Q", EMPTY_STATE)];
  const forth = builder.channel(p, q);
  const messages = [0, 1, 2, 3].map(() => builder.addMessage(MessageKind.application, forth, NONE));
  const [send, work, receive] = [
    builder.addEvent(p, 0, 0, 0, 0),
    builder.addEvent(p, 1, 0, 0, 0),
    builder.addEvent(q, 1, 0, 0, 0),
  ];
  for (const message of messages) builder.setReceive(message, receive);
  for (const message of [...messages].reverse()) builder.setSend(message, send);
  const trace = builder.build();

  it("visits them in the order in which they were added to it", () => {
    assert.deepEqual(sentAt(trace, send), [3, 2, 1, 0]);
    assert.deepEqual(receivedAt(trace, 2), [0, 1, 2, 3]);
  });

  it("leaves other events without any", () => {
    assert.deepEqual([sentAt(trace, work), receivedAt(trace, work), sentAt(trace, 2)], [[], [], []]);
  });

  it("is of the kind that its messages make it", () => {
    assert.deepEqual(
      [0, 1, 2].map((event) => eventKind(trace, event)),
      ["send", "internal", "receive"],
    );
  });
});

describe("the neighbours of an event", () => {
  it("end with its process", () => {
    const trace = built(INTERLEAVING);
    const id = (event: number) => event as Parameters<typeof nextOnProcess>[1];
    assert.deepEqual(
      [3, 4, 5].map((event) => nextOnProcess(trace, id(event))),
      [4, 5, NONE],
    );
    assert.deepEqual(
      [3, 4, 5].map((event) => previousOnProcess(trace, id(event))),
      [NONE, 3, 4],
    );
  });
});

describe("a snapshot's record events and channels", () => {
  it("are the trace's, not the builder's", () => {
    const builder = new TraceBuilder("snapshot", "none");
    const [p, q] = [builder.addProcess("P", EMPTY_STATE), builder.addProcess("Q", EMPTY_STATE)];
    const back = builder.channel(q, p);
    builder.channel(p, q);
    const atQ = builder.addEvent(q, 0, 0, 0, 0);
    builder.addEvent(p, 0, 0, 0, 0);
    const atP = builder.addEvent(p, 0, 0, 0, 0);
    const draft: Snapshot = {
      id: 0,
      algorithm: "test",
      initiators: [p],
      recordEvents: Int32Array.of(atP, atQ),
      frontier: Uint32Array.of(1, 0),
      channelMessages: new Int32Array(0),
      unfinished: { kind: "trace-ended", channels: [back] },
      file: 0,
      line: 0,
    };
    builder.addSnapshot(draft);
    const [snapshot] = builder.build().snapshots;
    assert.deepEqual([...snapshot.recordEvents], [1, 2]);
    assert.deepEqual(snapshot.unfinished, { kind: "trace-ended", channels: [asChannel(1)] });
    assert.deepEqual([...draft.recordEvents], [2, 0], "the draft stays as it was");
  });
});

describe("a saved builder", () => {
  /** A builder that has begun, and what is to be added to it. */
  const begun = (): TraceBuilder => {
    const builder = new TraceBuilder("saved", "tick");
    builder.addFile("f");
    const [p, q] = [builder.addProcess("P", plainTokens(2)), builder.addProcess("Q", EMPTY_STATE)];
    builder.addMessage(
      MessageKind.application,
      builder.channel(p, q),
      builder.addPayload({ label: "m", ...EMPTY_STATE }),
    );
    builder.setSend(asMessage(0), builder.addEvent(p, 1, builder.string("first"), 0, 1));
    builder.change(builder.stateKey("x", "text"), builder.string("text"));
    return builder;
  };
  const goOn = (builder: TraceBuilder): Trace => {
    const receive = builder.addEvent(1 as never, 4, builder.string("second"), builder.addFile("g"), 2);
    builder.setReceive(asMessage(0), receive);
    builder.change(builder.stateKey("y", "number"), 3);
    builder.addMessage(MessageKind.application, builder.channel(1 as never, 0 as never), NONE);
    builder.setSend(asMessage(1), receive);
    return builder.build();
  };

  it("goes on to the same trace, in itself and in a new one", () => {
    const expected = goOn(begun());
    const builder = begun();
    const saved = builder.save();
    assert.deepEqual(goOn(builder), expected);
    builder.restore(saved);
    assert.deepEqual(goOn(builder), expected);
    const other = new TraceBuilder("saved", "tick");
    other.restore(saved);
    assert.deepEqual(goOn(other), expected);
  });

  it("is not changed by what is added later", () => {
    const builder = begun();
    const saved = builder.save();
    const copy = structuredClone(saved);
    goOn(builder);
    assert.deepEqual(saved, copy);
  });
});
