// How big what ships may be. Mermaid's bundle (dist/charts.js) is loaded only when a chart is asked for and counts
// in the whole package alone.

/** @typedef {{ file: string, bytes: number }} Size */

const KB = 1000;

/** @type {readonly { matches: RegExp, limit: number }[]} */
const BUDGETS = [
  { matches: /^dist\/extension\.cjs$/, limit: 350 * KB },
  { matches: /^dist\/webview\.js$/, limit: 300 * KB },
  { matches: /\.vsix$/, limit: 4000 * KB },
];

/** @param {string} file */
function limitOf(file) {
  const budget = BUDGETS.find(({ matches }) => matches.test(file));
  if (!budget) throw new Error(`${file} has no budget`);
  return budget.limit;
}

/** @param {number} bytes */
function inKilobytes(bytes) {
  return `${(bytes / KB).toFixed(1)} KB`;
}

/**
 * One line for each file that is too big.
 * @param {readonly Size[]} sizes
 */
export function overBudget(sizes) {
  return sizes
    .filter(({ file, bytes }) => bytes > limitOf(file))
    .map(
      ({ file, bytes }) =>
        `${file} has ${inKilobytes(bytes)}, over its budget of ${inKilobytes(limitOf(file))}`,
    );
}

/**
 * Size against budget, a file a line.
 * @param {readonly Size[]} sizes
 */
export function budgetTable(sizes) {
  const rows = sizes.map(({ file, bytes }) => {
    const share = Math.round((100 * bytes) / limitOf(file));
    return [file, inKilobytes(bytes), inKilobytes(limitOf(file)), `${share} %`];
  });
  return [["file", "size", "budget", "used"], ...rows]
    .map(([file = "", ...figures]) => file.padEnd(24) + figures.map((each) => each.padStart(12)).join(""))
    .join("\n");
}
