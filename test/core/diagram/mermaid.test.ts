// Mermaid text: what is told and how, that names stay names, and that Mermaid reads it.

import assert from "node:assert/strict";
import { test } from "node:test";
import mermaid from "mermaid";
import { sequenceChart, topologyChart } from "../../../src/core/diagram/mermaid.ts";
import { randomTrace } from "../../support/randomTrace.ts";
import { traceFromText } from "../../support/traceFromText.ts";
import { cutPicture, THREE_PROCESSES, THREE_PROCESSES_OPTIONS } from "./picture.ts";

test("a sequence chart tells messages where they are received, markers dashed, recordings as notes", () => {
  const { trace } = traceFromText(THREE_PROCESSES, THREE_PROCESSES_OPTIONS);
  const chart = sequenceChart(trace, cutPicture(trace, 0, "Snapshot 0"));
  assert.equal(chart.kind, "chart");
  if (chart.kind !== "chart") return;
  assert.equal(
    chart.source,
    `sequenceDiagram
  participant p0 as P
  participant p1 as Q
  participant p2 as R
  p0->>p1: token(3)
  Note over p0: P records for snapshot 0#58; 7 tokens
  p1->>p0: token(2) (in transit at the cut)
  p0-->>p1: marker of snapshot 0
  Note over p1: Q records for snapshot 0#58; 6 tokens
  p1--)p0: marker of snapshot 0 (in flight at the end)
  p0-->>p2: marker of snapshot 0
  p1--)p2: marker of snapshot 0 (in flight at the end)
  Note over p2: R records for snapshot 0#58; 1 token
  p2->>p0: token(1) (in transit at the cut)
  p2--)p0: marker of snapshot 0 (in flight at the end)
  p2--)p1: marker of snapshot 0 (in flight at the end)
  p0-xp1: token(1) (lost)
  Note over p0,p2: Snapshot 0#58; consistent, 2 in transit
`,
  );
});

test("a flowchart joins the two channels of a pair", () => {
  const { trace } = traceFromText("P -a--B\nQ --Ab-c\nR -------C");
  const chart = topologyChart(trace);
  assert.equal(chart.kind, "chart");
  if (chart.kind !== "chart") return;
  assert.match(chart.source, /p0 <--> p1\n {2}p1 --> p2/);
});

test("no name becomes syntax", () => {
  const { trace } = traceFromText(`x";click\u0020 -a\n`.replace(" ", "") + `end -A`.replace("-A", "--A"));
  for (const chart of [sequenceChart(trace), topologyChart(trace)]) {
    assert.equal(chart.kind, "chart");
    if (chart.kind === "chart") assert.ok(!chart.source.includes('";click'));
  }
});

test("a large trace gets a reason in place of a chart", () => {
  const chart = sequenceChart(randomTrace({ seed: 1, processes: 5, events: 5000 }));
  assert.deepEqual(chart, {
    kind: "too-large",
    words: "A chart of 5,000 events would be unreadable; the limit is 400.",
  });
});

// Flowcharts need a browser to be parsed (DOMPurify): see test/webview/charts.test.ts.
test("Mermaid reads the sequence charts of random traces", async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const chart = sequenceChart(randomTrace({ seed, processes: 4, events: 60 }));
    assert.equal(chart.kind, "chart");
    if (chart.kind === "chart") assert.equal((await mermaid.parse(chart.source)).diagramType, "sequence");
  }
});
