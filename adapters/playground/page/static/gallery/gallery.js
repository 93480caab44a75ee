// The gallery: every view's examples, drawn as in the windows, and pressed by nobody.

import { blocks } from "../slack/blocks.js";
import { button, h, icon } from "../drawing/elements.js";
import { read } from "../table/server.js";

const { exhibits, names } = await read("/api/gallery");
const pickable = Object.entries(names).map(([id, name]) => ({ id, name }));
const place = document.getElementById("gallery");

function exhibit(each, index) {
  const id = `${each.topic}-${index}`;
  return h(
    "figure",
    { class: "exhibit" },
    h("figcaption", {}, each.name.split("/").slice(1).join("/")),
    h("div", { class: "frame", "data-file": each.file, inert: true }, SHEETS[each.surface](each.payload, id)),
  );
}

const surface = (payload, id, kind) => ({ user: "", ref: id, kind, state: standing(payload.blocks), errors: {}, names, pickable });

const SHEETS = {
  modal: (view, id) =>
    h(
      "div",
      { class: "sheet" },
      h("header", { class: "dialog-head" }, h("h3", {}, view.title.text), h("span", { class: "quiet" }, icon("close"))),
      h("div", { class: "dialog-body" }, blocks(named(view.blocks), surface(view, id, "modal"))),
      h(
        "footer",
        { class: "dialog-foot" },
        h("span", { class: "spring" }),
        view.close && button(view.close.text, ""),
        view.submit && button(view.submit.text, "", { look: "primary" }),
      ),
    ),
  home: (view, id) => h("div", { class: "sheet home" }, blocks(named(view.blocks), surface(view, id, "home"))),
  message: (message, id) =>
    h(
      "div",
      { class: "sheet message" },
      h("img", { src: "/static/styles/mark.svg", alt: "", class: "avatar", width: "32", height: "32" }),
      h(
        "div",
        { class: "said" },
        h("p", { class: "by" }, h("strong", {}, "Harbour"), h("span", { class: "badge" }, "app")),
        blocks(named(message.blocks), surface(message, id, "message")),
      ),
    ),
};

/** The blocks, each with an id, as Slack gives them. */
function named(all) {
  return all.map((block, index) => ({ block_id: `b${index}`, ...block }));
}

const FIRST = {
  initial_value: "value",
  initial_option: "selected_option",
  initial_options: "selected_options",
  initial_user: "selected_user",
  initial_users: "selected_users",
  initial_date: "selected_date",
  initial_time: "selected_time",
};

/** What stands in each field at first. */
function standing(all) {
  const state = {};
  for (const { block_id: block, element } of named(all)) {
    if (!element) continue;
    const held = Object.entries(FIRST).filter(([name]) => name in element);
    state[block] = { [element.action_id]: Object.fromEntries(held.map(([name, key]) => [key, element[name]])) };
  }
  return state;
}

for (const topic of new Set(exhibits.map((each) => each.topic))) {
  const its = exhibits.filter((each) => each.topic === topic);
  place.append(
    h("h2", { class: "topic" }, topic.replaceAll("_", " ")),
    h("div", { class: "exhibits" }, its.map(exhibit)),
  );
}
document.body.dataset.drawn = String(exhibits.length);
