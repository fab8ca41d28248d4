// What stands under a point: the same as a search of everything finds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { distanceTo, hitTest, nearestEvent, nearestOnNextLane } from "../../../src/core/diagram/hitTest.ts";
import { acrossOf, alongOf, toPoint } from "../../../src/core/diagram/viewport.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";
import { pictureOf } from "./picture.ts";

const RADIUS = 9;

for (const orientation of ["right", "down"] as const) {
  test(`the event under a point is the one that a search of all finds (time runs ${orientation})`, () => {
    for (let seed = 1; seed <= 5; seed++) {
      const trace = randomTrace({ seed, processes: 6, events: 500 });
      const { layout, view } = pictureOf(trace, { orientation });
      const generator = xoroshiro128plus(seed);
      for (let i = 0; i < 400; i++) {
        const point = {
          x: ((generator.next() >>> 0) / 2 ** 32) * view.width,
          y: ((generator.next() >>> 0) / 2 ** 32) * view.height,
        };
        let least = RADIUS;
        layout.position.forEach((position, event) => {
          const at = toPoint(view, alongOf(view, position), acrossOf(view, trace.events.process[event]));
          least = Math.min(least, Math.hypot(at.x - point.x, at.y - point.y));
        });
        const found = nearestEvent(trace, layout, view, point, RADIUS);
        if (found < 0) assert.equal(least, RADIUS);
        else {
          const at = toPoint(
            view,
            alongOf(view, layout.position[found]),
            acrossOf(view, trace.events.process[found]),
          );
          assert.ok(Math.abs(Math.hypot(at.x - point.x, at.y - point.y) - least) < 1e-9);
        }
      }
    }
  });
}

test("the message under a point is the nearest arrow; an event goes first", () => {
  const { trace, event, message } = traceFromText("P -a------b-\nQ -----A---B");
  const { layout, view, scene } = pictureOf(trace);
  const arrow = scene.arrows.find((candidate) => candidate.message === message("a"))!;
  const middle = { x: (arrow.x1 + arrow.x2) / 2, y: (arrow.y1 + arrow.y2) / 2 };
  assert.equal(distanceTo(arrow, middle), 0);
  assert.deepEqual(hitTest(trace, layout, view, scene, middle, RADIUS), { event: -1, message: message("a") });
  const start = { x: arrow.x1, y: arrow.y1 };
  assert.deepEqual(hitTest(trace, layout, view, scene, start, RADIUS), { event: event("a"), message: -1 });
  assert.deepEqual(hitTest(trace, layout, view, scene, { x: 5, y: 5 }, RADIUS), { event: -1, message: -1 });
});

test("the next lane's nearest event skips lanes without events", () => {
  const { trace, event } = traceFromText("P ---a--\nQ -------\nR *----A-");
  const { layout } = pictureOf(trace);
  assert.equal(nearestOnNextLane(trace, layout, event("a"), 1), event("A"));
  assert.equal(nearestOnNextLane(trace, layout, event("a"), -1), -1);
});
