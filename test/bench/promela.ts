// The system that the explorer is measured on as a model for Spin, written from the scenario's own lists: one process that
// does any action that is possible, each in one indivisible step, so that Spin's states are those of docs/explorer.md.
// Chandy and Lamport's rules are written out; the capacity of the channels is what the script can fill.

import type { Ends, Step } from "../support/smallScenarios.ts";

/** A model of a small scenario of nameless tokens with one snapshot. */
export function promelaOf(ends: Ends, steps: readonly Step[], tokens: number): string {
  const processes = 1 + Math.max(...ends.flat());
  const places = Array.from({ length: processes }, (_, p) => p);
  const own = places.map((p) =>
    steps.filter((step) => ("send" in step ? ends[step.send][0] : step.by) === p),
  );
  const sends = ends.map((_, c) => steps.filter((step) => "send" in step && step.send === c).length);
  const declared = [
    ...places.map(
      (p) => `byte pc${p} = 0; short tok${p} = ${tokens}; bool rec${p} = false; short was${p} = 0;`,
    ),
    ...ends.map(
      (_, c) =>
        `chan c${c} = [${sends[c] + 1}] of { short }; byte is${c} = 0; byte n${c} = 0; short got${c}[${sends[c] + 1}];`,
    ),
    // Not part of the state.
    "hidden short m;",
  ];
  const record = places.map((p) => {
    const listens = ends.flatMap(([, to], c) => (to === p ? [`is${c} = 1;`] : []));
    const markers = ends.flatMap(([from], c) => (from === p ? [`c${c}!-1;`] : []));
    return `inline record${p}() { rec${p} = true; was${p} = tok${p}; ${[...listens, ...markers].join(" ")} }`;
  });
  const scripted = places.flatMap((p) =>
    own[p].map((step, i) => {
      const act =
        "send" in step ? `tok${p} = tok${p} - ${step.tokens}; c${step.send}!${step.tokens};` : startOf(p);
      return `  :: d_step { pc${p} == ${i} -> pc${p} = ${i + 1}; ${act} }`;
    }),
  );
  const deliveries = ends.map(([, to], c) => {
    const message = `tok${to} = tok${to} + m; if :: is${c} == 1 -> got${c}[n${c}] = m; n${c} = n${c} + 1 :: else fi`;
    const marker = `if :: !rec${to} -> record${to}() :: else fi; is${c} = 2`;
    return `  :: d_step { nempty(c${c}) -> c${c}?m; if :: m >= 0 -> ${message} :: else -> ${marker} fi; m = 0 }`;
  });
  return [
    ...declared,
    ...record,
    "active proctype system() {",
    "end:",
    "  do",
    ...scripted,
    ...deliveries,
    "  od",
    "}",
    "",
  ].join("\n");
}

function startOf(process: number): string {
  return `if :: !rec${process} -> record${process}() :: else fi`;
}
