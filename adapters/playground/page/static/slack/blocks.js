// Draws Slack's blocks: every one that Harbour uses. One that is not known here is called out loudly.

import { element, isKnown } from "./parts.js";
import { field } from "./fields.js";
import { h } from "../drawing/elements.js";
import { words } from "./text.js";

// `surface` is where a block stands: { user, ref, kind, state, errors, names, pickable }.
export const BLOCKS = {
  section: (block, surface) => {
    const text = block.text && h("p", { class: "says" }, words(block.text, surface.names));
    const fields = block.fields?.map((each) => h("p", { class: "says" }, words(each, surface.names)));
    return h(
      "div",
      { class: "section" },
      h("div", { class: "section-text" }, text, fields && h("div", { class: "facts" }, fields)),
      block.accessory && h("div", { class: "accessory" }, part(block.accessory, block, surface)),
    );
  },
  header: (block) => h("h3", { class: "header" }, block.text.text),
  divider: () => h("hr"),
  context: (block, surface) =>
    h("div", { class: "context" }, block.elements.map((each) => h("p", { class: "says" }, words(each, surface.names)))),
  actions: (block, surface) => h("div", { class: "actions" }, block.elements.map((each) => part(each, block, surface))),
  input: (block, surface) => (isKnown(block.element) ? field(block, surface) : unknown("element", block.element.type)),
  alert: (block, surface) => h("div", { class: "alert" }, h("p", { class: "says" }, words(block.text, surface.names))),
};

function part(each, block, surface) {
  return isKnown(each) ? element(each, block, surface) : unknown("element", each.type);
}

function unknown(what, type) {
  return h(
    "div",
    { class: "unknown", role: "alert" },
    h("strong", {}, `The playground cannot draw this ${what}: ${type}`),
    h("span", {}, " Slack may show something here. Teach blocks.js about it."),
  );
}

export function block(each, surface) {
  const draw = BLOCKS[each.type];
  const drawn = draw ? draw(each, surface) : unknown("block", each.type);
  drawn.setAttribute("data-key", `${surface.ref}/${each.block_id}`);
  return drawn;
}

export const blocks = (all, surface) => all.map((each) => block(each, surface));
