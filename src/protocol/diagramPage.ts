// What a diagram's page is given before any message: data attributes of its body, written by the host. The page keeps
// `document` in the state that VS Code saves for it, which is how a panel that comes back knows its file.

export interface DiagramPageData {
  /** URI of the file that the diagram shows. */
  readonly document: string;
  /** How a diagram that has no saved state begins. */
  readonly axis: "time" | "logical";
  readonly direction: "right" | "down";
}
