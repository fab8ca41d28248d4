// How soon the language server tells what is wrong after a keystroke in a scenario of 500 lines: from the change that an
// editor sends to the diagnostics that it gets, over a connection. 100 ms is the most that feels like at once.

import { languageClient } from "../support/languageClient.ts";
import { authoredText } from "./generatedAuthored.ts";
import { heading, median, row } from "./measure.ts";

const KEYSTROKES = 40;
/** The first ones warm the server up. */
const WARM = 20;
const NAME = "typed.lightcone";

export async function typingFigures(): Promise<void> {
  const text = authoredText();
  const editor = await languageClient(new Map());
  await editor.open(NAME, text);
  await editor.shows(NAME);
  const times: number[] = [];
  const busy: number[] = [];
  for (let key = 0; key < KEYSTROKES; key++) {
    // Now there is a name that nobody knows, and now it is mended.
    const isWrong = key % 2 === 0;
    const start = performance.now();
    const before = process.threadCpuUsage();
    await editor.change(NAME, isWrong ? `${text}snapshot by X${key}\n` : text);
    await editor.shows(NAME, ...(isWrong ? ["unknown-process"] : []));
    const { user, system } = process.threadCpuUsage(before);
    times.push(performance.now() - start);
    busy.push((user + system) / 1000);
  }
  editor.end();
  heading(`Typing in a scenario of ${text.split("\n").length} lines`);
  row(
    "until the diagnostics",
    `${median(times.slice(WARM)).toFixed(0)} ms, ${median(busy.slice(WARM)).toFixed(0)} ms of them busy`,
  );
}
