// The authored language as one writes it: what fits is offered, words are explained, what is missing is declared by a quick fix,
// names are changed everywhere; a cut is mended and a snapshot taken over as what is expected; hints are switched, and tokens
// have their colours in every theme.
import assert from "node:assert/strict";
import { type Workbench, workbenchTest } from "./harness.ts";

const SETTLE_MS = 800;
const DARK = { "workbench.colorTheme": "Default Dark Modern" };
const SYSTEM = `process P { G, Y }
process Q { R }
channel P <-> Q

P -> Q : Y at 2
`;

/** The names in the list of suggestions, once it holds one. */
async function suggestions({ page }: Workbench, one: string): Promise<string[]> {
  const rows = page.locator(".suggest-widget .monaco-list-row");
  await page.keyboard.press("Control+Space");
  await rows.filter({ hasText: one }).first().waitFor();
  return rows.locator(".label-name").allInnerTexts();
}

workbenchTest(
  "a scenario is written with what the editor offers",
  { files: { "a.lightcone": SYSTEM }, settings: DARK },
  async (workbench) => {
    const { page } = workbench;
    await workbench.openFile("a.lightcone");
    await page.locator(".monaco-editor .view-line", { hasText: "received at tick" }).first().waitFor();

    await workbench.goTo(6);
    await page.keyboard.type("P -> Q : ");
    const tokens = await suggestions(workbench, "G");
    assert.deepEqual(tokens, ["G"], "the sender holds nothing else, and nothing else fits");
    await workbench.screenshot("language-tokens");
    await page.keyboard.press("Escape");
    await page.keyboard.type("G at 4\nsnapshot by ");
    const processes = await suggestions(workbench, "Q");
    assert.deepEqual([...processes].sort(), ["P", "Q", "clocks", "snapshot by clocks"]);
    await workbench.screenshot("language-processes");
    await page.keyboard.press("Escape");
    await page.keyboard.type("P at 3");
    await workbench.codeLenses().filter({ hasText: "consistent" }).first().waitFor();

    await page.keyboard.press("Control+Shift+Space");
    const signature = page.locator(".parameter-hints-widget");
    await signature.getByText("snapshot").first().waitFor();
    await workbench.screenshot("language-signature");
    await page.keyboard.press("Escape");
    await page.locator(".view-line", { hasText: "snapshot by P" }).locator("span span").first().hover();
    await page.locator(".monaco-hover").filter({ hasText: "Marker-sending rule" }).first().waitFor();
    await workbench.screenshot("language-hover");
    await page.keyboard.press("Escape");

    await page.keyboard.type("\nchannel S -> P");
    await page.locator(".squiggly-error").first().waitFor();
    await workbench.applyFix("Declare process S");
    await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
    assert.match(await workbench.editorText(), /^process S$/m);

    await workbench.goTo(1, 9);
    await page.keyboard.press("F2");
    const name = page.locator(".rename-box input, .rename-input").first();
    await name.fill("Paris");
    await page.keyboard.press("Enter");
    await page.locator(".view-line", { hasText: "snapshot by Paris at 3" }).first().waitFor();
    assert.match(await workbench.editorText(), /^channel S -> Paris/m);
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("language-renamed");

    await workbench.goTo(6, 10);
    await page.keyboard.press("F12");
    await workbench.statusBarItem("Ln 2, Col 9").waitFor();
    await workbench.goTo(2, 1);
    await page.keyboard.type("    ");
    await workbench.runCommand("Format Document");
    await page
      .locator(".view-line", { hasText: /^process.Q.\{.R.\}/ })
      .first()
      .waitFor();
    await workbench.runCommand("Explorer: Focus on Outline View");
    await page.locator(".outline-pane .monaco-list-row").filter({ hasText: "Paris" }).first().waitFor();
    await workbench.screenshot("language-outline");
  },
);

const CUT = `process P { G, Y }
process Q { R, O, B }
channel P <-> Q

P -> Q : Y as y at 3..4
Q -> P : O at 5..7
cut early { Q after y }
snapshot by P at 6
expect cut early consistent
`;

workbenchTest(
  "a cut is moved and a snapshot taken over by quick fixes; hints and tokens are as one likes them",
  { files: { "cut.lightcone": CUT }, settings: DARK },
  async (workbench) => {
    const { page } = workbench;
    await workbench.openFile("cut.lightcone");
    await workbench.codeLenses().filter({ hasText: "inconsistent, 1 orphan message" }).first().waitFor();
    await page.locator(".squiggly-error").first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await workbench.screenshot("language-dark");
    const line = (text: string) => page.locator(".view-line", { hasText: text }).first();
    await line("Q -> P").getByText("received at tick 7").waitFor();
    await workbench.configure({
      ...DARK,
      "lightcone.inlayHints.arrival": false,
      "lightcone.inlayHints.vectorClock": true,
    });
    await line("Q -> P").getByText("[0, 2]").or(line("Q -> P").getByText("[1, 2]")).first().waitFor();
    await line("Q -> P").getByText("received at tick").first().waitFor({ state: "detached" });
    await workbench.screenshot("language-clocks");
    for (const theme of ["Default Light Modern", "Default High Contrast"]) {
      await workbench.configure({ "workbench.colorTheme": theme, "lightcone.inlayHints.enabled": false });
      await page
        .locator(theme.includes("Light") ? ".monaco-workbench.vs" : ".monaco-workbench.hc-black")
        .waitFor();
      await line("Q -> P").getByText("[").first().waitFor({ state: "detached" });
      await page.waitForTimeout(SETTLE_MS);
      await workbench.screenshot(`language-${theme.split(" ")[1].toLowerCase()}`);
    }

    await workbench.goTo(7, 5);
    await workbench.applyFix("to the nearest consistent one");
    await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
    await workbench.codeLenses().filter({ hasText: "inconsistent" }).first().waitFor({ state: "detached" });
    await workbench.goTo(8, 5);
    await workbench.applyFix("Accept recorded snapshot as expectation");
    await line("expect snapshot 1 {").waitFor();
    await page.locator(".codelens-decoration", { hasText: "as expected" }).first().waitFor();
    await workbench.screenshot("language-accepted");
  },
);
