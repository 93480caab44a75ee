// Makes what stands on the page the same as what was drawn anew, and touches nothing that is the
// same already: focus, caret, scrolling and what is being typed stay.

/** `isHeld(element)`: what the person is changing just now, whose value is not to be touched. */
export function morph(old, fresh, isHeld = () => false) {
  attributes(old, fresh);
  if (old.matches("input, textarea")) values(old, fresh, isHeld);
  const chosen = fresh.value;
  if (!old.matches("textarea")) children(old, fresh, isHeld);
  if (old.matches("select") && !isHeld(old) && old.value !== chosen) old.value = chosen;
}

/** Puts these elements into `parent` in place of what stands there. */
export function fill(parent, elements, isHeld) {
  const fresh = parent.cloneNode(false);
  fresh.append(...elements.flat(3).filter(Boolean));
  morph(parent, fresh, isHeld);
}

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

function values(old, fresh, isHeld) {
  if (isHeld(old)) return;
  if (old.type === "radio" || old.type === "checkbox") {
    if (old.checked !== fresh.checked) old.checked = fresh.checked;
  } else if (old.value !== fresh.value) old.value = fresh.value;
}

function key(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("data-key") || node.id || null : null;
}

function same(old, fresh) {
  if (old.nodeType !== fresh.nodeType || key(old) !== key(fresh)) return false;
  return old.nodeType !== Node.ELEMENT_NODE || (old.tagName === fresh.tagName && old.type === fresh.type);
}

function children(old, fresh, isHeld) {
  const keyed = new Map([...old.childNodes].filter(key).map((node) => [key(node), node]));
  const wanted = new Set([...fresh.childNodes].map(key).filter(Boolean));
  let here = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    while (here && key(here) && !wanted.has(key(here))) here = removed(here);
    let match = key(node) ? keyed.get(key(node)) : here;
    if (match && !same(match, node)) match = null;
    if (!match) {
      old.insertBefore(node, here);
      continue;
    }
    if (match === here) here = here.nextSibling;
    else old.insertBefore(match, here);
    if (match.nodeType === Node.ELEMENT_NODE) morph(match, node, isHeld);
    else if (match.data !== node.data) match.data = node.data;
  }
  while (here) here = removed(here);
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
