// The window on the diagram: places there and back, clamped zooming and panning, round ticks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axisTicks, axisTitle, readableUnit } from "../../../src/core/diagram/axisTicks.ts";
import type { Layout } from "../../../src/core/diagram/layout.ts";
import {
  acrossOf,
  alongOf,
  fitted,
  isFitted,
  laneAt,
  panned,
  positionAt,
  resized,
  revealed,
  visibleLanes,
  windowEnd,
  zoomed,
} from "../../../src/core/diagram/viewport.ts";

const layout: Layout = {
  axis: "time",
  position: Float64Array.of(0, 100),
  start: 0,
  end: 100,
  moved: 0,
  cyclic: 0,
  lanes: Uint32Array.of(0, 1),
  checkpointLabels: new Set(),
  laneOf: Int32Array.of(0, 1),
};
const frame = { orientation: "right", width: 1000, height: 500, labelRoom: 80 } as const;

test("a fitted viewport shows the whole axis, and places go there and back", () => {
  const view = fitted(layout, 4, frame);
  assert.ok(isFitted(view, layout));
  assert.ok(alongOf(view, 0) > 80 && alongOf(view, 100) < 1000);
  assert.ok(Math.abs(positionAt(view, alongOf(view, 42)) - 42) < 1e-9);
  assert.ok(Math.abs(laneAt(view, acrossOf(view, 3)) - 3) < 1e-9);
});

test("zooming keeps what is under the pointer, and ends at the whole axis", () => {
  const view = fitted(layout, 4, frame);
  const near = zoomed(view, layout, 4, 8, 500);
  assert.ok(Math.abs(positionAt(near, 500) - positionAt(view, 500)) < 1e-9);
  const out = zoomed(near, layout, 4, 1 / 1000, 200);
  assert.ok(isFitted(out, layout));
});

test("no pan leaves the trace", () => {
  const near = zoomed(fitted(layout, 4, frame), layout, 4, 10, 500);
  const right = panned(near, layout, 4, 1e6, 1e6);
  assert.ok(windowEnd(right) >= 100 && windowEnd(right) < 101);
  assert.equal(right.scroll, 0);
  assert.ok(panned(near, layout, 4, -1e6, 0).start < 0);
});

test("a hundred lanes scroll, and revealing goes to one of them", () => {
  const view = fitted(layout, 100, frame);
  const [first, end] = visibleLanes(view, 100);
  assert.ok(first === 0 && end < 30);
  const [from, to] = visibleLanes(revealed(view, layout, 100, 50, 90), 100);
  assert.ok(from <= 90 && to > 90);
});

test("another size keeps the whole whole, and a close-up where it is", () => {
  const view = fitted(layout, 4, frame);
  assert.ok(isFitted(resized(view, layout, 4, { ...frame, width: 500 }), layout));
  const near = zoomed(view, layout, 4, 10, 500);
  const wider = resized(near, layout, 4, { ...frame, width: 1400 });
  assert.equal(wider.start, near.start);
  assert.equal(wider.scale, near.scale);
});

test("ticks are round numbers, apart from each other, with the digits they need", () => {
  const labels = axisTicks(0, 10, 100, 60, false).map(({ label }) => label);
  assert.deepEqual(labels.slice(0, 4), ["0", "1", "2", "3"]);
  assert.deepEqual(
    axisTicks(1, 1.01, 10_000, 60, false).map(({ label }) => label),
    ["1.00", "1.01"],
  );
  assert.deepEqual(
    axisTicks(0, 3, 1000, 60, true).map(({ label }) => label),
    ["0", "1", "2", "3"],
  );
});

test("long times are counted in a larger unit, ticks and logical time as they are", () => {
  assert.deepEqual(readableUnit("us", 44_000_000), { unit: "s", size: 1_000_000 });
  assert.deepEqual(readableUnit("us", 9_999), { unit: "us", size: 1 });
  assert.deepEqual(readableUnit("ns", 5_000_000), { unit: "us", size: 1_000 });
  assert.deepEqual(readableUnit("tick", 1e9), { unit: "tick", size: 1 });
  assert.equal(axisTitle("time", "us", 44_000_000), "time (s)");
  assert.equal(axisTitle("time", "us", 20), "time (µs)");
  assert.equal(axisTitle("logical", "us", 44_000_000), "logical time");
});
