// Entry of the diagram panel: wires the host, the page and the panel, and nothing else. The page needs an element #app
// (made where it is missing), media/panel.css, <meta property="csp-nonce" content="NONCE"> (the toolkit reads it), and
// this bundle as <script type="module" nonce="NONCE">. Its policy may be: default-src 'none'; script-src 'nonce-NONCE';
// style-src CSPSOURCE 'nonce-NONCE'; img-src CSPSOURCE data: blob:; font-src CSPSOURCE. Classes of the body and
// --vscode-* variables are set by VS Code itself.

import { defineControls } from "./controls/toolkit.ts";
import { connectHost } from "./host.ts";
import { makePage } from "./page.ts";
import { Panel } from "./panel.ts";

defineControls();
const root = document.getElementById("app") ?? document.body.appendChild(document.createElement("div"));

const host = connectHost(
  (message) => panel.receive(message),
  (words) => host.post({ type: "error", request: -1, words }),
);
const panel = new Panel(host, makePage(root));
host.post({ type: "ready" });
