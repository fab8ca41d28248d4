// The imports as a graph: no file may reach itself, or none of the files on the way can be understood alone; and
// every file must be reached from an entry, or nobody runs it.
import { importsOf, type Sources, type Violation } from "../sources.ts";

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(sources: Sources): Graph {
  return new Map(
    [...sources.keys()].map((file) => {
      return [file, importsOf(file, sources).flatMap(({ target }) => target ?? [])] as const;
    }),
  );
}

/** One violation for each import that closes a cycle, with the way around. */
export function checkCycles(sources: Sources): Violation[] {
  const graph = graphOf(sources);
  const found: Violation[] = [];
  const finished = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): void => {
    if (finished.has(file)) return;
    const before = way.indexOf(file);
    if (before !== -1) {
      const cycle = [...way.slice(before), file].join(" -> ");
      found.push({ file: way.at(-1) ?? file, line: 1, message: `import cycle: ${cycle}` });
      return;
    }
    way.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    way.pop();
    finished.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}

/** Files that no entry reaches: code that nobody runs. */
export function checkReached(sources: Sources, entries: readonly string[]): Violation[] {
  const graph = graphOf(sources);
  const reached = new Set<string>();
  const open = entries.filter((entry) => graph.has(entry));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    open.push(...(graph.get(file) ?? []));
  }
  return (
    [...graph.keys()]
      // Types of a package that brings none are imported by nobody, and hold for all.
      .filter((file) => !reached.has(file) && !file.endsWith(".d.ts"))
      .map((file) => ({ file, line: 1, message: "is reached from no entry" }))
  );
}
