// A large Chrome trace for the benchmark: threads that run slices inside slices, and flows from thread to thread.

const THREADS = 16;
/** Events that belong together: a slice, a slice in it, a flow from there to another thread, an instant. */
const GROUP = 6;

/** A file of so many trace events, in pieces. */
export function* chromeFile(events: number): Iterable<string> {
  yield '{"displayTimeUnit":"ms","traceEvents":[{"ph":"M","name":"process_name","pid":1,"args":{"name":"app"}}';
  for (let group = 0; group * GROUP < events; group++) {
    yield `,\n${groupOf(group)
      .map((event) => JSON.stringify(event))
      .join(",\n")}`;
  }
  yield "\n]}\n";
}

function groupOf(group: number): readonly object[] {
  const tid = 1 + (group % THREADS);
  const other = 1 + ((group + 5) % THREADS);
  const ts = group * 40;
  const flow = { name: "post", cat: "ipc,toplevel", id: `0x${group.toString(16)}`, pid: 1 };
  return [
    {
      ph: "X",
      name: `task ${group % 60}`,
      cat: "toplevel",
      pid: 1,
      tid,
      ts,
      dur: 30,
      args: { src: `file-${group}.cc` },
    },
    { ph: "B", name: "layout", cat: "blink", pid: 1, tid, ts: ts + 2 },
    { ph: "s", ...flow, tid, ts: ts + 5 },
    { ph: "E", pid: 1, tid, ts: ts + 9, args: { nodes: group } },
    { ph: "f", bp: "e", ...flow, tid: other, ts: ts + 120 },
    { ph: "i", name: "paint", cat: "cc", pid: 1, tid: other, ts: ts + 130, s: "t" },
  ];
}
