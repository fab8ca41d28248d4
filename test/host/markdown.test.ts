// VS Code's own Markdown engine with our fences in it: drawn with their verdict, wrong ones told in place, imports read,
// everything else as it was.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, eventually, lightcone, writeFiles } from "./support.ts";

const SYSTEM = "process P { G, Y }\nprocess Q { R }\nchannel P <-> Q latency 3\n";
const FENCE = "```";

/** What the preview of a document shows. */
async function preview(uri: vscode.Uri): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  const html = await vscode.commands.executeCommand<unknown>("markdown.api.render", document);
  assert.equal(typeof html, "string");
  return String(html);
}

describe("the Markdown preview", () => {
  before(lightcone);
  afterEach(closeAll);

  it("draws a fence with its verdict, and leaves others alone", async () => {
    const text = `# Notes\n\n${FENCE}lightcone\n${SYSTEM}P -> Q : Y at 1\nQ -> P : R at 2\nsnapshot by P at 2\nexpect inconsistent\n${FENCE}\n\n${FENCE}js\nlet a\n${FENCE}\n`;
    const files = await writeFiles({ "notes.md": text });
    const html = await preview(files["notes.md"]);
    assert.match(html, /<div[^>]*data-line="2"[^>]*><div class="lightcone-fence"><figure[^>]*><svg/);
    assert.match(html, /snapshot 1: consistent, 1 message in transit/);
    assert.match(html, /not as expected: snapshot 1 is consistent.*line 10/);
    assert.match(html, /<code[^>]*language-js/);
    assert.equal(html.split("lightcone-fence").length, 2);
  });

  it("tells in place what is wrong, with the document's line", async () => {
    const text = `${FENCE}lightcone\n${SYSTEM}P -> Z : Y\n${FENCE}\n\n${FENCE}lightcone\n${SYSTEM}P -> Q : Y\n${FENCE}\n`;
    const files = await writeFiles({ "notes.md": text });
    const html = await preview(files["notes.md"]);
    assert.match(html, /lightcone-problems.*line 5, column 6/);
    assert.equal(html.split("<svg").length, 2);
  });

  it("brings what a fence imports, as it is on disk", async () => {
    const text = `${FENCE}lightcone\nimport "two.lightcone"\nP -> Q : Y\n${FENCE}\n`;
    const files = await writeFiles({ "notes.md": text, "two.lightcone": SYSTEM });
    await eventually("the import is read", async () => (await preview(files["notes.md"])).includes("<svg"));
    await vscode.workspace.fs.writeFile(files["two.lightcone"], new TextEncoder().encode("process P;"));
    await eventually("a change is seen", async () => !(await preview(files["notes.md"])).includes("<svg"));
  });

  it("keeps what it has drawn: the second time is quick", async () => {
    const sends = Array.from(
      { length: 200 },
      () => "P -> Q : Y\nQ receives Y\nQ -> P : Y\nP receives Y\n",
    ).join("");
    const text = `${FENCE}lightcone\n${SYSTEM}${sends}${FENCE}\n`;
    const files = await writeFiles({ "notes.md": text });
    const first = await preview(files["notes.md"]);
    const start = performance.now();
    assert.equal(await preview(files["notes.md"]), first);
    assert.ok(performance.now() - start < 1000);
  });
});
