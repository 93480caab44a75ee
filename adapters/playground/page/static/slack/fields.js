// Draws an input block: its label, its element, its hint, and the sentence beside it if something is wrong.

import { element, GROUPS } from "./parts.js";
import { h } from "../drawing/elements.js";

export function field(block, surface) {
  const id = `${surface.ref}-${block.block_id}`;
  const error = surface.errors?.[block.block_id];
  const hint = block.hint && h("p", { class: "hint", id: `${id}-hint` }, block.hint.text);
  const wrong = error && h("p", { class: "wrong", id: `${id}-wrong` }, error);
  const described = [hint && `${id}-hint`, error && `${id}-wrong`].filter(Boolean).join(" ") || null;
  const said = [block.label.text, block.optional && h("span", { class: "optional" }, " (optional)")];
  const called = { "aria-describedby": described, "aria-invalid": error ? "true" : null };
  const look = error ? "field has-error" : "field";
  if (GROUPS.has(block.element.type)) {
    return h(
      "fieldset",
      { class: look, "aria-describedby": described, "data-field": block.block_id },
      h("legend", {}, said),
      element(block.element, block, surface, called),
      wrong,
      hint,
    );
  }
  return h(
    "div",
    { class: look, "data-field": block.block_id },
    h("label", { for: id }, said),
    element(block.element, block, surface, { ...called, "aria-required": block.optional ? null : "true" }),
    wrong,
    hint,
  );
}
