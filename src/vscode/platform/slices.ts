// Lets long work of the core run in slices, so that the host never blocks for long, and shows its progress, with a way
// to cancel it, once it has taken half a second.

import * as vscode from "vscode";
import { Cancelled } from "../../core/formats/format.ts";

/** The longest that work goes on before others run. */
const SLICE_MS = 12;
const SHOW_AFTER_MS = 500;

export class Slices implements vscode.Disposable {
  readonly #title: string;
  readonly #token: vscode.CancellationToken;
  readonly #location: vscode.ProgressLocation;
  readonly #started = performance.now();
  #sliceStart = this.#started;
  #shown = false;
  #cancelled = false;
  readonly #cancelling = new Set<() => void>();
  #report: ((words: string, fraction: number) => void) | undefined;
  #end: (() => void) | undefined;

  /** `prominent`: the user waits for it, so it may be cancelled in a notification; else the status bar shows it. */
  constructor(title: string, token: vscode.CancellationToken, prominent: boolean) {
    this.#title = title;
    this.#token = token;
    this.#location = prominent ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window;
  }

  /** The core's `progress`: waits now and then; throws `Cancelled` when the work is to stop. */
  readonly step = (words: string, fraction: number): Promise<void> | void => {
    if (this.#cancelled || this.#token.isCancellationRequested) throw new Cancelled();
    const now = performance.now();
    if (now - this.#sliceStart < SLICE_MS) return undefined;
    if (!this.#shown && now - this.#started > SHOW_AFTER_MS) this.#show();
    this.#report?.(words, fraction);
    return this.#pause();
  };

  /** Shows how far work is that goes on elsewhere. */
  readonly tell = (words: string, fraction: number): void => {
    if (!this.#shown && performance.now() - this.#started > SHOW_AFTER_MS) this.#show();
    this.#report?.(words, fraction);
  };

  /** Calls back when the work is to stop. What it gives takes the call back. */
  onCancel(cancelled: () => void): () => void {
    this.#cancelling.add(cancelled);
    const listening = this.#token.onCancellationRequested(cancelled);
    if (this.#cancelled || this.#token.isCancellationRequested) cancelled();
    return () => {
      this.#cancelling.delete(cancelled);
      listening.dispose();
    };
  }

  dispose(): void {
    this.#end?.();
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    this.#sliceStart = performance.now();
    if (this.#cancelled || this.#token.isCancellationRequested) throw new Cancelled();
  }

  #show(): void {
    this.#shown = true;
    const options = { location: this.#location, title: this.#title, cancellable: true };
    void vscode.window.withProgress(options, (progress, token) => {
      let reached = 0;
      token.onCancellationRequested(() => {
        this.#cancelled = true;
        for (const cancelled of [...this.#cancelling]) cancelled();
      });
      this.#report = (words, fraction) => {
        const percent = Math.max(0, Math.floor(fraction * 100));
        progress.report({ message: words, increment: Math.max(0, percent - reached) });
        reached = Math.max(reached, percent);
      };
      return new Promise<void>((resolve) => {
        this.#end = resolve;
      });
    });
  }
}
