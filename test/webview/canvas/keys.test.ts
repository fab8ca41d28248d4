// The keys of the diagram, and that the help tells no lies about them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { keyAction, keyHelp } from "../../../webview/canvas/keys.ts";
import { INITIAL } from "../../../webview/state/viewState.ts";

const press = (key: string, modifiers: object = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...modifiers,
});

test("arrow keys go the way they point, whichever way time runs", () => {
  assert.deepEqual(keyAction(press("ArrowRight"), INITIAL), { type: "go", to: "next" });
  assert.deepEqual(keyAction(press("ArrowDown"), INITIAL), { type: "go", to: "laneAfter" });
  const down = { ...INITIAL, orientation: "down" } as const;
  assert.deepEqual(keyAction(press("ArrowRight"), down), { type: "go", to: "laneAfter" });
  assert.deepEqual(keyAction(press("ArrowDown"), down), { type: "go", to: "next" });
});

test("combinations with Ctrl, Alt and Cmd are left to VS Code, but for the one that finds", () => {
  for (const modifier of ["ctrlKey", "metaKey"]) {
    assert.deepEqual(keyAction(press("f", { [modifier]: true }), INITIAL), { type: "find", isOpen: true });
  }
  assert.equal(keyAction(press("f", { altKey: true }), INITIAL), undefined);
  for (const key of ["m", "ArrowRight", "0", "+", "p"]) {
    for (const modifier of ["ctrlKey", "altKey", "metaKey"]) {
      assert.equal(keyAction(press(key, { [modifier]: true }), INITIAL), undefined);
    }
  }
});

test("every key of the help does something", () => {
  const names: Readonly<Record<string, string>> = {
    "←": "ArrowLeft",
    "→": "ArrowRight",
    "↑": "ArrowUp",
    "↓": "ArrowDown",
    "−": "-",
    Esc: "Escape",
    Space: " ",
    "Shift+arrows": "ArrowLeft",
    "Ctrl+F": "f",
    "Shift+H": "H",
  };
  for (const { keys } of keyHelp("right")) {
    for (const key of keys.split(" ")) {
      const modifiers = { shiftKey: key.startsWith("Shift"), ctrlKey: key.startsWith("Ctrl") };
      const action = keyAction(press(names[key] ?? key, modifiers), INITIAL);
      assert.notEqual(action, undefined, `${key} does something`);
    }
  }
});

test("Escape closes the help first", () => {
  assert.deepEqual(keyAction(press("Escape"), { ...INITIAL, showsHelp: true }), {
    type: "help",
    isShown: false,
  });
});
