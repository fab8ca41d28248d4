// A scenario edited in the real browser: a receipt is dragged, the host is asked at each new time, and what it refuses is
// crossed out; the same by keys; steps are added by clicks; a text that is wrong leaves the picture with a hint. Skipped where
// there is no Chromium.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import type { Server } from "node:http";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { PanelToHost } from "../../src/protocol/diagram.ts";
import { launchBrowser, NO_BROWSER } from "./harness/browser.ts";
import type { ShowOptions } from "./harness/fixtures.ts";
import { type OpenPanel, openPanel, type PanelOptions, servePanel } from "./harness/panelPage.ts";
import { settle, text } from "./harness/steps.ts";

const TEXT =
  'process P { G, Y }\nprocess Q { R, P, B, O }\nchannel P <-> Q\nP -> Q : Y at 2..6\nQ -> P : B, O at 3..8\nQ does "waits" at 5\nP -> Q : G at 9..12\nsnapshot by P at 4\n';
const PICTURES = new URL("../../.cache/webview/", import.meta.url);

type Edit = Extract<PanelToHost, { type: "tryEdit" | "edit" }>;

describe("a scenario edited in its diagram, in a browser", { skip: NO_BROWSER }, () => {
  let browser: Browser;
  let server: Server;
  before(async () => {
    server = await servePanel();
    browser = await launchBrowser();
    await mkdir(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  const show = async ({ page }: OpenPanel, options: ShowOptions = {}, content = TEXT): Promise<void> => {
    await page.evaluate(([shown, files]) => window.fixtures.showFiles(files, { edit: true, ...shown }), [
      options,
      { "a.lightcone": content },
    ] as const);
    await page.waitForSelector(".panel.has-picture");
    await settle(page);
  };
  const open = async (options: PanelOptions = {}, shown: ShowOptions = {}): Promise<OpenPanel> => {
    const panel = await openPanel(browser, server, options);
    await show(panel, shown);
    return panel;
  };
  const edits = async (panel: OpenPanel): Promise<readonly Edit[]> =>
    (await panel.posted()).filter((message) => message.type === "tryEdit" || message.type === "edit");
  const answer = async (panel: OpenPanel, isPossible: boolean, words: string): Promise<void> => {
    const { request } = (await edits(panel)).at(-1) ?? { request: -1 };
    await panel.post({ type: "editAnswer", request, isPossible, words });
    await settle(panel.page);
  };
  const picture = (page: Page, name: string) =>
    page.screenshot({ path: new URL(`${name}.png`, PICTURES).pathname });

  for (const theme of ["light", "dark", "hc-dark", "hc-light"] as const) {
    test(`a receipt is dragged, refused and set (${theme})`, async () => {
      const panel = await open({ theme });
      const { page } = panel;
      const place = await eventPlace(page, "Q", "receives Y");
      await page.mouse.move(place.x, place.y);
      await page.mouse.down();
      const tick = await pixelsATick(page);
      await page.mouse.move(place.x + tick, place.y, { steps: 4 });
      await page.mouse.move(place.x + 2 * tick, place.y, { steps: 4 });
      assert.deepEqual(
        (await edits(panel)).map(({ type, edit }) => [type, edit.kind, "time" in edit ? edit.time : -1]),
        [
          ["tryEdit", "receive", 7],
          ["tryEdit", "receive", 8],
        ],
      );
      assert.match(await text(page, ".moving"), /^Y from P to Q: received at tick 8$/);
      await answer(panel, true, "received at tick 8");
      await picture(page, `editing-${theme}`);
      await page.mouse.move(place.x - 5 * tick, place.y, { steps: 6 });
      await answer(panel, false, "a message is received after it is sent: this one is sent at 2");
      assert.match(await text(page, ".moving.refused"), /tick 1.*not possible: a message is received after/);
      await picture(page, `refused-${theme}`);
      await page.mouse.up();
      assert.ok(
        (await edits(panel)).every(({ type }) => type === "tryEdit"),
        "what cannot be is not asked for",
      );
      assert.match(await text(page, "[aria-live]"), /^Not possible: a message is received after/);

      await page.mouse.move(place.x, place.y);
      await page.mouse.down();
      await page.mouse.move(place.x + 3 * tick, place.y, { steps: 5 });
      await answer(panel, true, "");
      await page.mouse.up();
      const last = (await edits(panel)).at(-1);
      assert.deepEqual([last?.type, last?.edit], ["edit", { kind: "receive", message: 0, time: 9 }]);
      await answer(panel, true, "received at tick 9");
      assert.match(
        await text(page, "[aria-live]"),
        /The text is changed\. Y from P to Q: received at tick 9/,
      );
      await show(panel, {}, TEXT.replace("2..6", "2..9"));
      assert.equal(await page.locator(".moving").count(), 0);
      assert.match(await text(page, ".section.selection"), /receives Y/, "what was moved stays selected");
      assert.deepEqual(panel.complaints, []);
    });
  }

  test("Escape gives a drag up; the cut's handles and the picture are dragged as before", async () => {
    const panel = await open();
    const { page } = panel;
    const place = await eventPlace(page, "Q", "waits");
    await page.mouse.move(place.x, place.y);
    await page.mouse.down();
    await page.mouse.move(place.x + 100, place.y, { steps: 5 });
    await page.keyboard.press("Escape");
    await page.mouse.move(place.x + 150, place.y);
    await page.mouse.up();
    assert.ok((await edits(panel)).every(({ type }) => type === "tryEdit"));
    assert.equal(await text(page, "[aria-live]"), "The step stays as it was");
  });

  test("the keys take the selected step, move it and set it, and remove it", async () => {
    const panel = await open();
    const { page } = panel;
    await eventPlace(page, "Q", "waits");
    await page.focus("#diagram");
    for (const key of ["e", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
    assert.match(await text(page, ".moving"), /waits of Q at tick 7.*time.*set.*give up/);
    await answer(panel, true, "");
    await picture(page, "editing-keys");
    await page.keyboard.press("Enter");
    await answer(panel, true, "");
    await page.keyboard.press("Delete");
    const [moved, removed] = (await edits(panel))
      .filter(({ type }) => type === "edit")
      .map(({ edit }) => edit);
    assert.deepEqual([moved?.kind, removed?.kind], ["time", "remove"]);
    assert.deepEqual("event" in moved && "event" in removed && moved.event === removed.event, true);
  });

  test("a click in the mode of adding, or the keys, ask for a new step there", async () => {
    const panel = await open();
    const { page } = panel;
    const place = await eventPlace(page, "Q", "waits");
    await page.getByTitle("Clicks on the processes’ lines add steps").click();
    const tick = await pixelsATick(page);
    await page.mouse.click(place.x + 2 * tick, place.y);
    const [first] = await edits(panel);
    assert.deepEqual([first.type, first.edit], ["edit", { kind: "add", process: 1, time: 7 }]);
    await picture(page, "adding");
    await answer(panel, false, "");
    assert.equal(await page.locator(".moving").count(), 0);
    await page.mouse.click(place.x, place.y);
    assert.equal((await edits(panel)).length, 1, "a click on an event selects it");
    await page.focus("#diagram");
    for (const key of ["i", "ArrowUp", "ArrowRight", "Enter"]) await page.keyboard.press(key);
    const last = (await edits(panel)).at(-1);
    assert.deepEqual([last?.type, last?.edit], ["edit", { kind: "add", process: 0, time: 6 }]);
  });

  test("a recorded trace is not edited: the same drag moves the picture", async () => {
    const panel = await open({}, { edit: false });
    const { page } = panel;
    const place = await eventPlace(page, "Q", "waits");
    await page.mouse.move(place.x, place.y);
    await page.mouse.down();
    await page.mouse.move(place.x + 100, place.y, { steps: 5 });
    await page.mouse.up();
    await page.focus("#diagram");
    for (const key of ["e", "i", "Delete"]) await page.keyboard.press(key);
    assert.deepEqual(await edits(panel), []);
    assert.equal(await page.getByTitle("Clicks on the processes’ lines add steps").count(), 0);
  });

  test("the menu over a process's name is told the process, and nothing elsewhere", async () => {
    const { page } = await open();
    const box = await page.locator("#diagram").boundingBox();
    assert.ok(box !== null);
    const told = async (x: number, y: number): Promise<unknown> => {
      await page.mouse.click(x, y, { button: "right" });
      return JSON.parse((await page.locator("#diagram").getAttribute("data-vscode-context")) ?? "{}");
    };
    const y = box.y + 30 + Math.min(190, (box.height - 30) / 2) * 1.5;
    const place = { webviewSection: "process", process: "Q", document: "" };
    assert.deepEqual(await told(box.x + 60, y), { ...place, preventDefaultContextMenuItems: true });
    assert.deepEqual(await told(box.x + 300, y), { preventDefaultContextMenuItems: true });
  });

  test("a wrong text leaves the picture as it was, with a hint; another scenario is chosen and seen whole", async () => {
    const panel = await open({}, { executions: { names: ["one", "two"], chosen: "one" } });
    const { page } = panel;
    await eventPlace(page, "Q", "waits");
    await page.focus("#diagram");
    for (const key of ["+", "+", "+"]) await page.keyboard.press(key);
    const before = await saved(panel);
    await panel.post({ type: "stale", words: "Older than the text, which is wrong in line 4." });
    assert.match(await text(page, ".stale"), /Older than the text/);
    await picture(page, "stale");
    await page.getByText("Show Anyway").click();
    await panel.post({ type: "stale", words: "" });
    await show(panel, { executions: { names: ["one", "two"], chosen: "one" } }, `// new\n${TEXT}`);
    assert.equal(await page.locator(".stale").count(), 0);
    assert.deepEqual(await saved(panel), before, "zoom and selection are as they were");
    assert.ok((await panel.posted()).some(({ type }) => type === "showWrong"));
    await page.locator(".executions").click();
    await page.locator(".executions vscode-option", { hasText: "two" }).click();
    assert.deepEqual((await panel.posted()).at(-1), { type: "chooseExecution", name: "two" });
    await show(panel, { executions: { names: ["one", "two"], chosen: "two" } });
    const { window: seen, event } = await saved(panel);
    assert.equal(event, -1);
    assert.ok(seen.scale < before.window.scale);
  });
});

interface Saved {
  readonly window: { readonly start: number; readonly scale: number };
  readonly event: number;
}

/** What the panel keeps, once it rests. */
async function saved({ page, saved: read }: OpenPanel): Promise<Saved> {
  await page.waitForTimeout(400);
  const { window: seen, event } = (await read()) as Saved;
  return { window: { start: seen.start, scale: seen.scale }, event };
}

/** Where an event stands: found in the list, and by the ring that the pointer gets over it. */
async function eventPlace(
  page: Page,
  process: string,
  words: string,
): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.locator("#diagram").boundingBox();
  assert.ok(box !== null);
  const lane = process === "P" ? 0 : 1;
  const y = box.y + 30 + Math.min(190, (box.height - 30) / 2) * (lane + 0.5);
  const [from, to] = [box.x + 80, box.x + box.width - 10];
  const hits = await page.evaluate(hovered, { from, to, y, words });
  assert.ok(hits.length > 0, `${words} is not found on the line of ${process}`);
  const x = hits[hits.length >> 1];
  await page.mouse.click(x, y);
  await settle(page);
  return { x, y };
}

/** Where along a line the panel's words on what is under the pointer hold these; asked in the page, for that is many places. */
async function hovered(line: {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly words: string;
}): Promise<number[]> {
  const canvas = document.querySelector("#diagram");
  const tooltip = document.querySelector<HTMLElement>(".tooltip");
  const isHit = async (x: number): Promise<boolean> => {
    canvas?.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: line.y, bubbles: true }));
    await new Promise(requestAnimationFrame);
    return tooltip?.hidden === false && tooltip.textContent.includes(line.words);
  };
  // An event is wider than a stride; its width is then measured in steps.
  const [stride, step] = [9, 2];
  let first = line.from;
  while (first < line.to && !(await isHit(first))) first += stride;
  const hits: number[] = [];
  for (let x = first - stride + step; x < Math.min(first + 2 * stride, line.to); x += step) {
    if (await isHit(x)) hits.push(x);
    else if (hits.length > 0) break;
  }
  return hits;
}

async function pixelsATick(page: Page): Promise<number> {
  await page.waitForTimeout(400);
  return page.evaluate(
    () =>
      (window as unknown as { savedState: () => { window: { scale: number } } }).savedState().window.scale,
  );
}
