// The course's files as a user writes them: the verdict above a snapshot, a mistyped server underlined, listed in
// Problems and mended by its quick fix, a recorded snapshot that differs put right, a name followed to its declaration.
import assert from "node:assert/strict";
import { type Workbench, workbenchTest } from "./harness.ts";

const TOPOLOGY = "# Three branches of a bank\n3\nAda 8\nBob 4\nCid 0\nAda Bob\nBob Ada\nBob Cid\nCid Ada\n";
const SCRIPT = "send Ada Bob 3\ntick 2\nsend Bob Cid 1\nsend Bob Ada 2\nsnapshot Ada\ntick\nsend Ada Bob 1\n";
const SNAP = "0\nAda 5\nBob 4\nCid 1\nBob Ada token(2)\n";
const FILES = { "bank.top": TOPOLOGY, "bank.events": SCRIPT, "bank.snap": SNAP };
const VERDICT = "Snapshot 0: consistent, 1 message in transit · 12 tokens recorded, all there";

/** The text of the active editor's lines without the notes that VS Code draws into them. */
async function lines(workbench: Workbench): Promise<string[]> {
  return (await workbench.editorText()).split("\n");
}

workbenchTest("the verdict stands above the snapshot of a script", { files: FILES }, async (workbench) => {
  await workbench.openFile("bank.events");
  await workbench.codeLenses().filter({ hasText: "Show Diagram" }).waitFor();
  const verdict = workbench.page.locator(".codelens-decoration").filter({ hasText: VERDICT });
  await verdict.waitFor();
  await workbench.screenshot("languages-events");
  await workbench.page
    .locator(".view-line")
    .filter({ hasText: "snapshot" })
    .locator("span span")
    .first()
    .hover();
  await workbench.page.locator(".monaco-hover").filter({ hasText: "Snapshot 0" }).first().waitFor();
  await workbench.screenshot("languages-hover");
  await workbench.page.keyboard.press("Escape");
  await workbench.codeLenses().filter({ hasText: "Show Diagram" }).click();
  await workbench.tab("Diagram bank.events").waitFor();
});

workbenchTest("a mistyped server is underlined, listed and mended", { files: FILES }, async (workbench) => {
  const { page } = workbench;
  await workbench.openFile("bank.events");
  await workbench.codeLenses().first().waitFor();
  await workbench.goTo(7);
  await page.keyboard.press("Enter");
  await page.keyboard.type("snapshot Adda");
  await page.keyboard.press("Escape");
  await page.locator(".squiggly-error").first().waitFor();
  await workbench.screenshot("languages-squiggle");
  const rows = await workbench.problems();
  assert.ok(
    rows.some(
      (row) => row.includes("there is no server Adda; did you mean Ada?") && row.includes("Lightcone"),
    ),
    rows.join("\n"),
  );
  await page.keyboard.press("Control+1");
  await workbench.applyFix("Change to Ada");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  assert.ok(
    (await lines(workbench)).some((line) => line.startsWith("snapshot Ada") && !line.includes("Adda")),
  );
  const second = page.locator(".codelens-decoration").filter({ hasText: "Snapshot 1: consistent" });
  await second.waitFor();
  await workbench.screenshot("languages-mended");
});

workbenchTest("completion offers only what fits", { files: FILES }, async (workbench) => {
  const { page } = workbench;
  await workbench.openFile("bank.events");
  await workbench.codeLenses().first().waitFor();
  await workbench.goTo(7);
  await page.keyboard.press("Enter");
  const rows = page.locator(".suggest-widget .monaco-list-row");
  await page.keyboard.type("sen");
  await rows.filter({ hasText: "send" }).first().waitFor();
  await workbench.screenshot("languages-complete-command");
  await page.keyboard.press("Enter");
  await rows.filter({ hasText: "Cid" }).first().waitFor();
  await page.keyboard.type("Bob");
  await page.keyboard.press("Enter");
  await rows.filter({ hasText: "Cid" }).first().waitFor();
  assert.equal(await rows.count(), 2);
  await workbench.screenshot("languages-complete-destination");
  await page.keyboard.press("Enter");
  await rows.filter({ hasText: "all that Bob holds here" }).first().waitFor();
  await workbench.screenshot("languages-complete-tokens");
});

workbenchTest(
  "a recorded snapshot that differs is marked and put right",
  { files: { ...FILES, "bank.snap": SNAP.replace("Bob 4", "Bob 3").replace("Cid 1", "Cid 2") } },
  async (workbench) => {
    const { page } = workbench;
    await workbench.openFile("bank.snap");
    const lens = page.locator(".codelens-decoration");
    await lens.filter({ hasText: "differs from the run of bank.events in 2 places" }).waitFor();
    await page.locator(".squiggly-error").nth(1).waitFor();
    const rows = (await workbench.problems()).join("\n");
    assert.match(rows, /the run records 4 tokens for Bob, this line says 3 tokens/);
    await workbench.screenshot("languages-snap-differs");
    await page.keyboard.press("Control+1");
    await workbench.goTo(3);
    await workbench.applyFix("Change to What the Run Records: Bob 4");
    await lens.filter({ hasText: "in 1 place" }).waitFor();
    await workbench.goTo(4);
    await workbench.applyFix("Accept All Recorded Values of Snapshot 0");
    await lens.filter({ hasText: "as recorded by the run of bank.events" }).waitFor();
    assert.equal((await lines(workbench)).join("\n").trimEnd(), SNAP.trimEnd());
    await workbench.screenshot("languages-snap-accepted");
  },
);

workbenchTest("a server's name leads to its line in the topology", { files: FILES }, async (workbench) => {
  const { page } = workbench;
  await workbench.openFile("bank.events");
  await workbench.codeLenses().first().waitFor();
  await workbench.goTo(5);
  await page.keyboard.press("F12");
  await workbench.tab("bank.top").waitFor();
  await workbench.statusBarItem("Ln 3, Col 1").waitFor();
  await workbench.runCommand("Explorer: Focus on Outline View");
  await page.locator(".outline-pane .monaco-list-row").filter({ hasText: "3 servers" }).waitFor();
  await workbench.screenshot("languages-outline");
});
