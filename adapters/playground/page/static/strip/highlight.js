// A ring around the next thing to press, with a hand beside it. It is drawn over the page and never in the way.

const highlight = document.getElementById("highlight");
let target = null;

/** Points at an element, or at nothing; at an answer with its words. */
export function pointAt(element) {
  target = element?.closest(".tick") ?? element;
  place();
}

/** Whether it points at something in this element. */
export const pointsInto = (element) => element.contains(target);

/** Brings what is pointed at into view. */
export function show(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element?.scrollIntoView({ block: "center", inline: "center", behavior: calm ? "auto" : "smooth" });
}

function place() {
  const box = target?.isConnected && target.checkVisibility() ? target.getBoundingClientRect() : null;
  const isSeen = box && box.width > 0 && isUncovered(box);
  highlight.hidden = !isSeen;
  if (!isSeen) return;
  highlight.style.transform = `translate(${box.left - 5}px, ${box.top - 5}px)`;
  highlight.style.width = `${box.width + 10}px`;
  highlight.style.height = `${box.height + 10}px`;
}

function isUncovered(box) {
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return Boolean(at && (target.contains(at) || at.contains(target)));
}

for (const event of ["scroll", "resize"]) addEventListener(event, place, { capture: true, passive: true });
new ResizeObserver(place).observe(document.body);
setInterval(place, 400);
