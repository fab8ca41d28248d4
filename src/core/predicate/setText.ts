// Sets as fields hold them: a field's value is a number or a text, and `{ a, b }` is the text of a set of two words, in
// the authored language and in recorded traces alike.

/** The words of a set's text, or undefined where the text is no set. */
export function setItems(text: string): readonly string[] | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{") || !trimmed.endsWith("}")) return undefined;
  return trimmed
    .slice(1, -1)
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** The words of a value that is a set, else the value itself as the only one; nothing for an empty text. */
export function itemsOf(value: string | number): readonly string[] {
  if (typeof value === "number") return [String(value)];
  return setItems(value) ?? (value === "" ? [] : [value]);
}
