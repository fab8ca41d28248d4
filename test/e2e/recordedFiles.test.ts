// What a user does with recorded traces beyond opening one: several files as one, another execution of a log, clocks that
// are moved, and from a problem on a line to its event and to the nearest consistent cut.
import { type Workbench, workbenchTest } from "./harness.ts";

const SETTLE_MS = 800;
const PING = 'start\nP {"P":1}\nping\nP {"P":2}\n';
const PONG = 'got ping\nQ {"Q":1,"P":2}\n';
const SKEWED =
  '{"lctrace":1,"name":"skewed","timeUnit":"ms","processes":["cart","stock"]}\n' +
  '{"p":"cart","t":10,"label":"order","send":{"id":"a","to":"stock"}}\n' +
  '{"p":"stock","t":4,"receive":"a","label":"reserve"}\n' +
  '{"p":"stock","t":5,"send":{"id":"b","to":"cart"}}\n{"p":"cart","t":20,"receive":"b"}\n';
/** Q records after it received a message that P sent after recording. */
const WRONG = [
  '// lightcone: {"process": "node", "kind": "kind", "message": "id", "time": "ms", "timeUnit": "ms", "label": "what"}',
  '{"node": "P", "ms": 1, "kind": "step", "what": "lightcone.snapshot.record 1"}',
  '{"node": "P", "ms": 2, "kind": "send", "id": "a"}',
  '{"node": "Q", "ms": 3, "kind": "receive", "id": "a"}',
  '{"node": "Q", "ms": 4, "kind": "step", "what": "lightcone.snapshot.record 1"}',
].join("\n");

async function describedAs(workbench: Workbench, words: string): Promise<void> {
  const panel = await workbench.webviewFrame("#diagram");
  await panel.locator("#diagram-description", { hasText: words }).waitFor({ state: "attached" });
  await workbench.page.waitForTimeout(SETTLE_MS);
}

const LOGS = { "run/p.log": PING, "run/q.log": PONG };

workbenchTest("several logs, and a folder, are one trace", { files: LOGS }, async (workbench) => {
  const { page } = workbench;
  await workbench.chooseInExplorer("run", "Open Folder as One Space-Time Diagram");
  await workbench.tab("Diagram run").waitFor();
  await describedAs(workbench, "2 lines of processes, 3 events, 1 message");
  await workbench.screenshot("folder");
  await workbench.runCommand("View: Close All Editors");

  await workbench.explorerRow("run").click();
  await workbench.explorerRow("p.log").click();
  await workbench.explorerRow("q.log").click({ modifiers: ["Control"] });
  await workbench.chooseInExplorer("q.log", "Open Together as One Space-Time Diagram");
  await workbench.tab("Diagram p.log and 1 more").waitFor();
  await describedAs(workbench, "2 lines of processes, 3 events, 1 message");
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("together");
});

const RUNS = { "runs.log": `=== one ===\n${PING}=== two ===\n${PONG}` };

workbenchTest("another execution of a log is shown when it is chosen", { files: RUNS }, async (workbench) => {
  const { page } = workbench;
  await workbench.chooseInExplorer("runs.log", "Open Space-Time Diagram to the Side");
  await describedAs(workbench, "2 events");
  await page.locator(".notifications-toasts").getByText("Choose Another…").click();
  await page.locator(".quick-input-widget").getByText("two", { exact: true }).waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("executions");
  await page.locator(".quick-input-widget").getByText("two", { exact: true }).click();
  await describedAs(workbench, "1 event,");
});

workbenchTest("clocks are moved, and say so", { files: { "skewed.lctrace": SKEWED } }, async (workbench) => {
  const { page } = workbench;
  await workbench.chooseInExplorer("skewed.lctrace", "Open Space-Time Diagram to the Side");
  await describedAs(workbench, "4 events");
  await workbench.screenshot("skew-before");
  await workbench.runCommand("Lightcone: Adjust Clocks…");
  const input = page.locator(".quick-input-widget");
  await input.getByText("the clock of stock is behind that of cart by more than 6 ms").waitFor();
  await workbench.screenshot("skew-question");
  // The first entry is the one that mends all; a list that is still being faded in takes no click.
  await page.waitForTimeout(SETTLE_MS);
  await page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden" });
  await workbench.runCommand("Lightcone: Focus on Processes View");
  await page.locator(".part.sidebar").getByText("clock moved by +6 ms").first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await workbench.screenshot("skew-after");
});

workbenchTest(
  "a problem leads to its event and to a consistent cut",
  { files: { "wrong.ndjson": WRONG } },
  async (workbench) => {
    const { page } = workbench;
    await workbench.openFile("wrong.ndjson");
    await workbench.runCommand("Lightcone: Open Space-Time Diagram to the Side");
    await workbench.statusBarItem("inconsistent").waitFor();
    await workbench.problems();
    const problem = page
      .locator(".markers-panel-container")
      .getByText("received inside the cut of snapshot 1");
    await problem.first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("problems-of-a-trace");
    await problem.first().dblclick();
    await page.locator(".monaco-editor .view-line", { hasText: "receive" }).click();
    await workbench.applyFix("Show the Nearest Consistent Cut Below");
    await workbench.statusBarItem(": consistent").waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("fixed-trace");
  },
);

workbenchTest(
  "a file above the size of the setting is read when the user says so",
  { files: { "runs.log": PING + PONG }, settings: { "lightcone.files.askAboveMegabytes": 0 } },
  async (workbench) => {
    const dialogue = workbench.page.locator(".monaco-dialog-box");
    const asked = dialogue.getByText("Reading it takes time and memory.");
    await workbench.chooseInExplorer("runs.log", "Open Space-Time Diagram to the Side");
    await asked.waitFor();
    await workbench.screenshot("large-question");
    await dialogue.getByText("Cancel", { exact: true }).click();
    const panel = await workbench.webviewFrame("body");
    await panel.getByText("to be asked again").first().waitFor();
    await workbench.chooseInExplorer("runs.log", "Open Space-Time Diagram to the Side");
    await asked.waitFor();
    await dialogue.getByText("Read", { exact: true }).click();
    await describedAs(workbench, "2 lines of processes, 3 events");
  },
);
