// The panel: puts the parts on the page, repaints what changed in the next animation frame, and answers the host.
// Each part draws from the state and dispatches actions; none knows another.

import { html, nothing, render } from "lit/html.js";
import type { Point } from "../src/core/diagram/viewport.ts";
import type { PanelCommand, PanelToHost } from "../src/protocol/diagram.ts";
import { tellMenu } from "./canvas/contextMenu.ts";
import { type Hovered, OVER_NOTHING, sameHovered } from "./canvas/hovered.ts";
import { listenTo } from "./canvas/input.ts";
import { Surface } from "./canvas/surface.ts";
import { editing, stale } from "./controls/editing.ts";
import { findBar } from "./controls/findBar.ts";
import { legendBar, legendKey } from "./controls/legendBar.ts";
import { help, moving, placeholder, progress, tooltip } from "./controls/overlays.ts";
import { side } from "./controls/side.ts";
import { stepPlayer } from "./controls/stepPlayer.ts";
import { toolbar } from "./controls/toolbar.ts";
import { Finder } from "./finder.ts";
import type { Host, ShownMessage } from "./host.ts";
import { pngOf, svgOf } from "./image.ts";
import type { Page } from "./page.ts";
import { Player } from "./player.ts";
import type { Dispatch } from "./state/actions.ts";
import { Model } from "./state/model.ts";
import { Store } from "./state/store.ts";
import type { ViewState } from "./state/viewState.ts";
import { type Theme, watchTheme } from "./theme.ts";

export class Panel {
  readonly #host: Host;
  readonly #page: Page;
  readonly #store: Store;
  readonly #surface: Surface;
  readonly #player: Player;
  readonly #finder: Finder;
  #theme: Theme | undefined;
  #frame = 0;
  #legend = "";
  /** The state that the controls were last drawn from. */
  #drawn: ViewState | undefined;
  #drawnModel: Model | undefined;
  #hovered = OVER_NOTHING;
  /** The find bar was asked for, open or not: the keyboard goes there. */
  #wantsFind = false;

  constructor(host: Host, page: Page) {
    this.#host = host;
    this.#page = page;
    this.#store = new Store({
      host,
      changed: () => this.#invalidate(),
      announce: (words) => {
        page.live.textContent = words;
      },
    });
    this.#surface = new Surface({
      canvas: page.canvas,
      resized: (width, height) => this.#store.dispatch({ type: "resize", width, height }),
      painted: (scene, layout) => {
        const key = legendKey(scene, layout);
        if (key !== this.#legend) render(legendBar(scene, layout, this.#dispatch), page.legend);
        this.#legend = key;
      },
    });
    this.#player = new Player(this.#store);
    this.#finder = new Finder(this.#store);
    listenTo(
      page.canvas,
      {
        state: () => this.#store.state,
        model: () => this.#store.model,
        scene: () => this.#surface.scene,
        dispatch: this.#dispatch,
        hover: (over, point) => this.#hover(over, point),
      },
      new AbortController().signal,
    );
    const menu = { state: () => this.#store.state, model: () => this.#store.model };
    tellMenu(page.canvas, { ...menu, document: host.given.document ?? "" }, new AbortController().signal);
    watchTheme((theme) => {
      this.#theme = theme;
      this.#invalidate();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#store.save();
    });
  }

  readonly #dispatch: Dispatch = (action) => {
    if (action.type === "find" && action.isOpen === true) {
      this.#wantsFind = true;
      this.#invalidate();
    }
    this.#store.dispatch(action);
  };

  /** What the host says. */
  receive(message: ShownMessage): void {
    const { dispatch } = this.#store;
    switch (message.type) {
      case "show":
        this.#store.show(
          new Model(message.trace, message.cuts, message.abilities, message.executions),
          message.selectCut,
        );
        return;
      case "cuts": {
        const { model } = this.#store;
        if (model !== undefined) this.#store.show(model.withCuts(message.cuts), message.selectCut);
        return;
      }
      case "notes": {
        const { model } = this.#store;
        if (model !== undefined) this.#store.show(model.withNotes(message.notes), "");
        return;
      }
      case "selectEvent":
        dispatch({
          type: "select",
          selection: { event: message.event, message: -1 },
          by: "host",
          reveal: message.reveal,
        });
        return;
      case "selectCut":
        dispatch({ type: "cut", cut: message.cut, by: "host" });
        return;
      case "hide":
        dispatch({ type: "hide", processes: message.processes });
        return;
      case "progress":
        dispatch({ type: "progress", progress: { words: message.words, fraction: message.fraction } });
        return;
      case "stale":
        dispatch({ type: "stale", words: message.words });
        return;
      case "editAnswer": {
        const { request, isPossible, words } = message;
        dispatch({ type: "editAnswered", request, isPossible, words });
        return;
      }
      case "failed":
        dispatch({ type: "failed", words: message.words });
        return;
      case "image":
        void this.#image(message.request, message.format);
        return;
      default:
        message satisfies never;
    }
  }

  async #image(request: number, format: "svg" | "png"): Promise<void> {
    const model = this.#store.model;
    const svg = model && this.#theme ? svgOf(this.#store.state, model, this.#theme.palette) : undefined;
    if (svg === undefined) {
      this.#host.post({ type: "error", request, words: "There is no diagram to export yet." });
      return;
    }
    try {
      const data = format === "svg" ? svg : await pngOf(svg);
      this.#host.post({ type: "image", request, data });
    } catch (error) {
      this.#host.post({ type: "error", request, words: `The image could not be drawn: ${String(error)}` });
    }
  }

  #hover(over: Hovered, { x, y }: Point): void {
    const { tooltip: element, canvas } = this.#page;
    const model = this.#store.model;
    const isSame = sameHovered(over, this.#hovered);
    this.#hovered = over;
    if (!isSame) this.#invalidate();
    const { selection } = over;
    const isNothing = selection.event < 0 && selection.message < 0 && over.gap === undefined;
    canvas.classList.toggle("is-over", !isNothing && over.gap === undefined);
    canvas.classList.toggle("is-over-handle", over.handle >= 0 || over.isMovable);
    canvas.classList.toggle("adds-steps", this.#store.state.addsSteps);
    canvas.classList.toggle("runs-down", this.#store.state.orientation === "down");
    element.hidden = isNothing;
    if (isNothing || model === undefined) return;
    if (!isSame) render(tooltip(over, this.#store.state, model), element);
    // Beside the pointer, and within the picture.
    const { clientWidth, clientHeight } = canvas;
    const left = Math.max(4, Math.min(x + 14, clientWidth - element.offsetWidth - 8));
    const below = y + 18 + element.offsetHeight < clientHeight;
    element.style.transform = `translate(${left}px, ${below ? y + 18 : y - element.offsetHeight - 10}px)`;
  }

  #invalidate(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const { state, model } = this.#store;
    this.#drawControls(state, model);
    if (this.#theme !== undefined) {
      this.#surface.paint({ state, model, hovered: this.#hovered, ...this.#theme });
    }
    this.#player.follow(state);
    this.#finder.follow();
  }

  /** The controls do not show the viewport: moving the picture leaves them as they are. */
  #drawControls(state: ViewState, model: Model | undefined): void {
    const drawn = this.#drawn;
    this.#drawn = state;
    const isSame = drawn !== undefined && { ...drawn, viewport: state.viewport, wanted: state.wanted };
    const isDrawn = isSame && model === this.#drawnModel && shallowEqual(isSame, state);
    if (isDrawn && !this.#wantsFind) return;
    this.#drawnModel = model;
    const dispatch = this.#dispatch;
    const page = this.#page;
    const hasPicture = model !== undefined && state.failure === undefined;
    page.root.classList.toggle("has-picture", hasPicture);
    page.root.classList.toggle("has-side", hasPicture && state.showsSide);
    render(
      html`${placeholder(state, model)}${progress(state)}${moving(state, model)}${editing(state, model)}${stale(state, (message) => this.#host.post(message))}${this.#find(state, model)}${help(state, dispatch)}`,
      page.overlays,
    );
    if (model === undefined) return;
    const host = (message: PanelToHost): void => this.#host.post(message);
    const run = (command: PanelCommand): void => host({ type: "command", command });
    render(
      html`${toolbar({ state, model, dispatch, run, host })}${stepPlayer({ state, model, dispatch })}`,
      page.top,
    );
    render(side({ state, model, dispatch, run, host }), page.side);
    page.describe(model.trace, state.axis);
    if (drawn?.selection !== state.selection) showSelectedRow(page.side);
    if (this.#wantsFind && state.find.isOpen) focusFind(page.overlays);
    this.#wantsFind = false;
  }

  #find(state: ViewState, model: Model | undefined) {
    if (model === undefined) return nothing;
    const { dispatch } = this.#store;
    const close = (): void => {
      dispatch({ type: "find", isOpen: false });
      this.#page.canvas.focus();
    };
    return findBar({ state, model, dispatch, close });
  }
}

/** The keyboard goes to the find bar when it opens, and what was looked for before is ready to be typed over. */
function focusFind(overlays: HTMLElement): void {
  const input = overlays.querySelector<HTMLInputElement>(".find input");
  input?.focus();
  input?.select();
}

/** Scrolls the list, and nothing but the list, so that the selected row is seen. */
function showSelectedRow(side: HTMLElement): void {
  const rows = side.querySelector<HTMLElement>(".rows");
  const row = rows?.querySelector<HTMLElement>('[aria-selected="true"]');
  if (rows === null || row === null || row === undefined) return;
  const top = row.offsetTop;
  const bottom = top + row.offsetHeight - rows.clientHeight;
  if (rows.scrollTop > top) rows.scrollTop = top;
  else if (rows.scrollTop < bottom) rows.scrollTop = bottom;
}

function shallowEqual(a: ViewState, b: ViewState): boolean {
  return (Object.keys(a) as (keyof ViewState)[]).every((key) => a[key] === b[key]);
}
