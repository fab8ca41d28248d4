// The messages between the extension host and the page that lets Mermaid draw the topology and the sequence chart.
// The diagram panel has its own, in diagram.ts.

/** One chart: a title and its source in Mermaid's language. */
export interface Chart {
  readonly title: string;
  readonly source: string;
}

export type HostToCharts =
  | { readonly type: "charts"; readonly charts: readonly Chart[]; readonly dark: boolean }
  /** Nothing to draw, and why. */
  | { readonly type: "failed"; readonly words: string };

export type ChartsToHost = { readonly type: "ready" } | { readonly type: "error"; readonly words: string };
