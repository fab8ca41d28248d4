// Entry of the page in which Mermaid draws the topology and the sequence chart. Mermaid is in this bundle only, for it
// is twenty times as large as the panel.
//
// The page needs: <div id="app"></div>; media/charts.css as a stylesheet; this bundle as <script type="module"
// nonce="NONCE">; and, because Mermaid writes styles of its own, style-src CSPSOURCE 'unsafe-inline'.

import type { ChartsToHost, HostToCharts } from "../../src/protocol/charts.ts";
import { drawCharts, showFailure } from "./draw.ts";

const api = acquireVsCodeApi();
const post = (message: ChartsToHost): void => api.postMessage(message);
const root = document.getElementById("app") ?? document.body.appendChild(document.createElement("div"));

window.addEventListener("message", (event: MessageEvent<HostToCharts>) => {
  const message = event.data;
  switch (message?.type) {
    case "charts":
      void drawCharts(root, message.charts, message.dark, (words) => post({ type: "error", words }));
      return;
    case "failed":
      showFailure(root, message.words);
      return;
    default:
      // Not one of ours: browsers and extensions post to pages too.
      message satisfies never;
  }
});
post({ type: "ready" });
