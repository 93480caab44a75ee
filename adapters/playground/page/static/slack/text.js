// Slack's texts as they are read. Mark-up is read in mrkdwn only; plain text stays as it is.

import { h } from "../drawing/elements.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const unescaped = (text) => text.replace(/&(lt|gt|amp);/g, (entity) => ENTITIES[entity]);

/** The parts of a text object, to be put into an element. */
export function words(text, names) {
  return text.type === "mrkdwn" ? marked(text.text, names) : [text.text];
}

const MARKS = /<([^<>]+)>|`([^`\n]+)`|(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])|(?<!\w)_(\S(?:[^_\n]*\S)?)_(?!\w)/g;

/** Slack's mark-up: mentions, links, code, bold, italic. A link is shown, and leads nowhere. */
export function marked(source, names) {
  const parts = [];
  let end = 0;
  for (const found of source.matchAll(MARKS)) {
    parts.push(unescaped(source.slice(end, found.index)));
    parts.push(part(found, names));
    end = found.index + found[0].length;
  }
  parts.push(unescaped(source.slice(end)));
  return parts.filter((each) => each !== "");
}

function part([, angled, code, bold, italic], names) {
  if (code) return h("code", {}, unescaped(code));
  if (bold) return h("strong", {}, ...marked(bold, names));
  if (italic) return h("em", {}, ...marked(italic, names));
  const [target, label] = angled.split("|");
  if (target.startsWith("@")) return h("span", { class: "mention" }, `@${names[target.slice(1)] ?? target.slice(1)}`);
  if (target.startsWith("!")) return h("span", { class: "mention" }, `@${label ?? target.slice(1).split("^")[0]}`);
  return h("span", { class: "link", title: unescaped(target) }, unescaped(label ?? target));
}
