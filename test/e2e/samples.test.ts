// Traces that nobody on this project wrote, each opened as a user opens it: a click with the right button in the explorer.
// The diagram's own words give its numbers, which are compared with those that come with the samples or were counted by hand.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { type Workbench, workbenchTest } from "./harness.ts";

const SAMPLES = "../shared/samples";
const isThere = existsSync(path.join(import.meta.dirname, "../..", SAMPLES));
const OPEN = "Open Space-Time Diagram to the Side";

/** Processes, events and messages of each file. */
type Counts = Readonly<Record<string, readonly [processes: number, events: number, messages: number]>>;

const SHIVIZ: Counts = {
  "chord.log": [8, 1235, 541],
  "facebook.log": [4, 47, 23],
  "simpledb.log": [5, 509, 95],
  "simple-reliable-broadcast.log": [3, 39, 16],
  "voldemort-simple-threadnames.log": [19, 863, 34],
  "facebook-multiple.log": [4, 47, 23],
  "multiple-comparison.log": [2, 8, 4],
};
const ZIPKIN: Counts = {
  "ascend.json": [3, 16, 4],
  "messaging-kafka.json": [2, 56, 3],
  "messaging.json": [2, 8, 1],
  "skew.json": [2, 8, 2],
  "smartthings-oauth-authorization.json": [8, 336, 65],
  "yelp.json": [6, 33, 14],
};
const JAEGER: Counts = { "flamegraph-testTrace.json": [2, 8, 2], "genaiTestTrace.json": [10, 114, 58] };
const OTLP: Counts = {
  "multi-service.json": [1, 8, 0],
  "multi-service.jsonl": [1, 8, 0],
  "trace.json": [1, 2, 1],
};
const NDJSON: Counts = { "EWD998ChanTrace.ndjson": [5, 654, 227] };
const MAPPING = [{ files: "EWD998*.ndjson", mapping: { process: "node", clock: "pkt.vc", label: "event" } }];

/** Opens the diagram of a file from the explorer's menu and gives what it says of itself. */
async function descriptionOf(workbench: Workbench, name: string): Promise<string> {
  await workbench.chooseInExplorer(name, OPEN);
  await workbench.tab(`Diagram ${name}`).waitFor();
  const panel = await workbench.webviewFrame("#diagram");
  const description = panel.locator("#diagram-description", { hasText: "processes" });
  await description.waitFor({ state: "attached" });
  return (await description.textContent()) ?? "";
}

function opens(folder: string, counts: Counts, settings?: Readonly<Record<string, unknown>>): void {
  const title = `the samples of ${folder} open by the explorer's menu, with their numbers`;
  if (!isThere) {
    void test(title, { skip: `${SAMPLES} is not there` }, () => {});
    return;
  }
  workbenchTest(title, { folder: `${SAMPLES}/${folder}`, settings }, async (workbench) => {
    for (const [name, [processes, events, messages]] of Object.entries(counts)) {
      const words = await descriptionOf(workbench, name);
      const lines = new RegExp(
        `^${processes} lines? of processes, ${events} events?, ${messages} messages?,`,
      );
      assert.match(words, lines, name);
      await workbench.screenshot(`sample-${name}`);
      await workbench.runCommand("View: Close All Editors");
    }
  });
}

opens("shiviz", SHIVIZ);
opens("zipkin", ZIPKIN);
opens("jaeger", JAEGER);
opens("otlp", OTLP);
opens("ndjson", NDJSON, { "lightcone.formats.mappings": MAPPING });
