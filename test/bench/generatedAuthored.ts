// An authored scenario of some 500 lines, as a person would hardly write it, with snapshots, cuts and expectations all over
// it: what is typed into while the language server is measured.

/** The text; the same on every call. */
export function authoredText(): string {
  const lines = ["process N1..N8 { 9 tokens, G, Y }", "channel mesh latency 1..4", ""];
  for (let i = 0; i < 450; i++) {
    const [from, to] = [1 + (i % 8), 1 + ((i * 5 + 3) % 8)];
    lines.push(from === to ? `N${from} does "work"` : `N${from} -> N${to} : 1 tokens as m${i}`);
    if (i % 50 !== 49) continue;
    lines.push(`snapshot s${i} by N${from}`, `expect snapshot s${i} consistent`);
    lines.push(`cut c${i} { N${1 + ((i - 8) % 8)} after m${i - 8} }`, "");
  }
  return `${lines.join("\n")}\n`;
}
