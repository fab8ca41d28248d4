// Scenes: bounded whatever the trace, complete where they can be, and the cut where it belongs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowSpan } from "../../../src/core/diagram/messageIndex.ts";
import { alongOf, panned, zoomed } from "../../../src/core/diagram/viewport.ts";
import { asProcess, NONE } from "../../../src/core/trace/ids.ts";
import { EMPTY_STATE } from "../../../src/core/trace/localState.ts";
import { MessageKind } from "../../../src/core/trace/trace.ts";
import { TraceBuilder } from "../../../src/core/trace/traceBuilder.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";
import { cutPicture, pictureOf, THREE_PROCESSES, THREE_PROCESSES_OPTIONS } from "./picture.ts";

const MOST_MARKS = 20_000;
const MOST_ARROWS = 5_000;

test("a frame of 300,000 events draws boundedly much at every zoom", () => {
  const trace = randomTrace({ seed: 1, processes: 40, events: 300_000 });
  const cut = cutPicture(
    trace,
    Uint32Array.from(trace.processes, () => 3000),
  );
  const { view, layout, sceneOf } = pictureOf(trace, { cut, width: 2400, height: 1400 });
  let seen = view;
  for (let i = 0; i < 12; i++) {
    const scene = sceneOf(seen);
    assert.ok(scene.marks.length + scene.bars.length <= MOST_MARKS, `${scene.marks.length} marks`);
    assert.ok(scene.arrows.length <= MOST_ARROWS, `${scene.arrows.length} arrows`);
    assert.ok(scene.arrows.some(({ role }) => role === "inTransit" || role === "orphan") || i > 2);
    seen = zoomed(seen, layout, 40, 2.5, 1000);
  }
});

test("arrows are those that cross the window, also with both ends outside it", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const trace = randomTrace({ seed, processes: 5, events: 600, delay: 60 });
    const { view, layout, index, sceneOf } = pictureOf(trace);
    const seen = panned(zoomed(view, layout, 5, 30, 600), layout, 5, seed * 40 - 200, 0);
    const drawn = new Set(sceneOf(seen).arrows.map(({ message }) => message));
    for (let m = 0; m < trace.messages.send.length; m++) {
      const span = arrowSpan(trace, layout, index.usual, m)!;
      const from = alongOf(seen, span.from);
      const to = alongOf(seen, span.to);
      const isSeen = to >= seen.labelRoom && from <= seen.width;
      if (isSeen) assert.ok(drawn.has(m), `seed ${seed}: message ${m} from ${from} to ${to} is drawn`);
      else if (to < seen.labelRoom - 30 || from > seen.width + 30) assert.ok(!drawn.has(m));
    }
  }
});

test("the arrows that are drawn stay the same while the picture is moved", () => {
  const trace = randomTrace({ seed: 3, processes: 8, events: 60_000 });
  const { view, layout, sceneOf } = pictureOf(trace);
  const near = zoomed(view, layout, 8, 4, 600);
  const before = sceneOf(near);
  const after = sceneOf(panned(near, layout, 8, 40, 0));
  assert.ok(before.messageStride > 1);
  assert.equal(before.messageStride, after.messageStride);
  const kept = new Set(after.arrows.map(({ message }) => message));
  const share = before.arrows.filter(({ message }) => kept.has(message)).length / before.arrows.length;
  assert.ok(share > 0.85, `${share} of the arrows stay`);
});

test("a trace that repeats itself shows all its channels where only a share of its messages is drawn", () => {
  const processes = 4;
  const builder = new TraceBuilder("round", "tick");
  for (let p = 0; p < processes; p++) builder.addProcess(`P${p}`, EMPTY_STATE);
  for (let m = 0; m < 65_536; m++) {
    const [from, to] = [m % processes, (m + 1) % processes].map((p) => asProcess(p));
    const message = builder.addMessage(MessageKind.application, builder.channel(from, to), NONE, 0);
    builder.setSend(message, builder.addEvent(from, m, 0, 0, 0));
    builder.setReceive(message, builder.addEvent(to, m + 0.5, 0, 0, 0));
  }
  const trace = builder.build();
  const { view, sceneOf } = pictureOf(trace);
  const { arrows, messageStride } = sceneOf(view);
  assert.ok(messageStride > processes);
  const drawn = new Set(arrows.map(({ message }) => trace.messages.channel[message]));
  assert.equal(drawn.size, processes);
});

test("a snapshot's cut runs through its record events, with states beside them", () => {
  const { trace, message } = traceFromText(THREE_PROCESSES, THREE_PROCESSES_OPTIONS);
  const { scene } = pictureOf(trace, { cut: cutPicture(trace, 0, "Snapshot 0") });
  const records = scene.marks.filter(({ role }) => role === "record");
  assert.equal(records.length >= 3, true);
  assert.equal(scene.cutLines.length, 1);
  for (const { x, y } of records)
    assert.ok(scene.cutLines[0].d.includes(`${Math.round(x * 100) / 100},${Math.round(y * 100) / 100}`));
  const states = scene.labels.filter(({ role }) => role === "state").map(({ text }) => text);
  assert.deepEqual(states, ["7 tokens", "6 tokens", "1 token"]);
  const roleOf = (letter: string) => scene.arrows.find((arrow) => arrow.message === message(letter))?.role;
  assert.equal(roleOf("b"), "inTransit");
  assert.equal(roleOf("a"), "message");
  assert.equal(roleOf("m"), "marker");
  assert.equal(roleOf("d"), "lost");
});

test("an orphan is drawn as one, and a cut without recordings passes between its events", () => {
  const { trace, message } = traceFromText("P ---a--*\nQ -----A-");
  const cut = cutPicture(trace, Uint32Array.of(0, 1));
  const { scene, layout, view } = pictureOf(trace, { cut });
  assert.equal(scene.arrows.find((arrow) => arrow.message === message("a"))?.role, "orphan");
  const [p, q] = scene.marks.filter(({ role }) => role === "cutPoint");
  assert.ok(p.x < alongOf(view, layout.position[0]));
  assert.ok(q.x > alongOf(view, layout.position[2]));
});

test("a process that never recorded interrupts the cut", () => {
  const { trace } = traceFromText("P -0-\nQ -*-\nR -0-");
  const { scene } = pictureOf(trace, { cut: cutPicture(trace, 0) });
  assert.equal(scene.cutLines.length, 2);
});

test("the light cone of the selected event colours the lanes", () => {
  const { trace, event } = traceFromText("P -a--*\nQ --A-b\nR *----B");
  const { scene } = pictureOf(trace, { selection: { event: event("A"), message: -1 }, withCone: true });
  const roles = scene.lines.map(({ role }) => role);
  assert.equal(roles.filter((role) => role === "past").length, 2);
  assert.equal(roles.filter((role) => role === "future").length, 2);
});

test("labels never lie on each other", () => {
  const trace = randomTrace({ seed: 5, processes: 4, events: 60 });
  const { scene } = pictureOf(trace, { cut: cutPicture(trace, Uint32Array.of(5, 6, 7, 8)) });
  const boxes = scene.labels.flatMap(({ box }) => (box === undefined ? [] : [box]));
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(i + 1)) {
      assert.ok(
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
      );
    }
  });
});
