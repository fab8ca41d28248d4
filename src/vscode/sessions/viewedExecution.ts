// Which execution of a session's files is looked at, where that is more passing than a choice that is kept: of a file of
// several scenarios the one with the cursor. Known by its name, and by its place while its name is typed.

import type { OpenedWith } from "../../core/analysis/openedWith.ts";
import type { ReadOptions } from "../../core/formats/format.ts";

/** The executions that the files hold, and the one that is read. */
export interface Executions {
  readonly names: readonly string[];
  readonly chosen: string;
}

export class ViewedExecution {
  #name: string | undefined;
  #place = 0;

  /** Looks at one of several; gives whether that is another than before. */
  view(name: string, { names, chosen }: Executions): boolean {
    this.#name = name;
    this.#place = names.indexOf(name);
    return name !== chosen;
  }

  /** Looks at what was chosen and kept again. */
  reset(): void {
    this.#name = undefined;
  }

  /** `kept`: the execution that was chosen for good. */
  options(kept: string | undefined): Pick<ReadOptions, "execution" | "executionPlace"> {
    return this.#name === undefined
      ? { execution: kept }
      : { execution: this.#name, executionPlace: this.#place };
  }

  /** What of the executions was read; its name may have changed. */
  executionsOf(opened: OpenedWith | undefined, kept: string | undefined): Executions | undefined {
    const names = opened?.reading.executions;
    if (names === undefined) return undefined;
    const wanted = this.#name ?? kept ?? names[0];
    const chosen = names.includes(wanted) ? wanted : (names[this.#place] ?? names[0]);
    return { names, chosen };
  }
}
