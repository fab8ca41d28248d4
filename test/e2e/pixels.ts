// Looks at screenshots as pixels: is there a picture at all, and how many long lines does it hold?
import type { Locator, Page } from "playwright-core";

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  readonly data: Uint8ClampedArray;
}

/** A screenshot of an element, decoded by the browser itself. */
export async function pictureOf(page: Page, element: Locator): Promise<Picture> {
  const png = (await element.screenshot()).toString("base64");
  const { width, height, pixels } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? [];
    return { width: image.width, height: image.height, pixels: Array.from(data) };
  }, png);
  return { width, height, data: Uint8ClampedArray.from(pixels) };
}

/** How many different colours a picture has. */
export function coloursOf({ data }: Picture): number {
  const colours = new Set<number>();
  for (let i = 0; i < data.length; i += 4) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  return colours.size;
}

/** So far above and below a line there must be something else. */
const AROUND = 5;
const LEAST_CONTRAST = 40;
const LEAST_SHARE = 0.55;

/** The rows at which thin horizontal lines cross at least half of the picture, dots and arrows on them notwithstanding. */
export function horizontalLines({ width, height, data }: Picture): number[] {
  const differs = (x: number, y: number, other: number): boolean => {
    const a = 4 * (y * width + x);
    const b = 4 * (other * width + x);
    const contrast = [0, 1, 2].reduce((sum, part) => sum + Math.abs(data[a + part] - data[b + part]), 0);
    return contrast >= LEAST_CONTRAST;
  };
  const lines: number[] = [];
  let isInLine = false;
  for (let y = AROUND; y < height - AROUND; y++) {
    let marked = 0;
    for (let x = 0; x < width; x++) if (differs(x, y, y - AROUND) && differs(x, y, y + AROUND)) marked++;
    const isLine = marked >= LEAST_SHARE * width;
    if (isLine && !isInLine) lines.push(y);
    isInLine = isLine;
  }
  return lines;
}

const DARK = 110;
const DOT_RADIUS = 3;
/** A process's name stands before its line: only after so much of the line a dot is looked for. */
const LINE_BEFORE_DOT = 5;

/** Where the first dark dot as high as an event's stands on a process line of a light picture. */
export function firstDot({ width, data }: Picture, row: number): number | undefined {
  const brightness = (x: number, y: number): number =>
    [0, 1, 2].reduce((sum, part) => sum + data[4 * (y * width + x) + part], 0) / 3;
  const isDark = (x: number, y: number): boolean => brightness(x, y) < DARK;
  let line = 0;
  for (let x = 0; x < width; x++) {
    const isDot = [-DOT_RADIUS, 0, DOT_RADIUS].every((offset) => isDark(x, row + offset));
    if (isDot && line >= LINE_BEFORE_DOT) return x + DOT_RADIUS;
    const isLine = !isDark(x, row) && brightness(x, row) + LEAST_CONTRAST / 3 < brightness(x, row - AROUND);
    line = isLine || isDark(x, row) ? line + 1 : 0;
  }
  return undefined;
}
