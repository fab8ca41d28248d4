// The settings that the server follows, as the editor has them now. An editor that tells none gets the defaults, which
// package.json declares for VS Code.

import type { LangiumSharedServices } from "langium/lsp";

/** Which facts stand behind a step as inlay hints. */
export interface HintSettings {
  readonly state: boolean;
  readonly vectorClock: boolean;
  readonly arrival: boolean;
}

const DEFAULTS: HintSettings = { state: true, vectorClock: false, arrival: true };

export class Settings {
  readonly #shared: LangiumSharedServices;

  constructor(shared: LangiumSharedServices) {
    this.#shared = shared;
  }

  async hints(): Promise<HintSettings> {
    // Nobody would ever tell.
    if (this.#shared.lsp.Connection === undefined) return DEFAULTS;
    const told: unknown = await this.#shared.workspace.ConfigurationProvider.getConfiguration(
      "lightcone",
      "inlayHints",
    );
    const given = (typeof told === "object" && told !== null ? told : {}) as Record<string, unknown>;
    const isOn = given["enabled"] !== false;
    const one = (name: keyof HintSettings): boolean => {
      const value = given[name];
      return isOn && (typeof value === "boolean" ? value : DEFAULTS[name]);
    };
    return { state: one("state"), vectorClock: one("vectorClock"), arrival: one("arrival") };
  }
}
