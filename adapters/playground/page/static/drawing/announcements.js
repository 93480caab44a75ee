// Announcements of a screen reader for changes elsewhere on the page.

/** What is about to be said, by the place that says it: what comes within a moment is said together. */
const waiting = new Map();

function say(id, words) {
  const place = document.getElementById(id);
  if (waiting.has(id)) {
    waiting.get(id).push(words);
    return;
  }
  waiting.set(id, [words]);
  place.textContent = "";
  setTimeout(() => {
    place.textContent = waiting.get(id).join(" ");
    waiting.delete(id);
  }, 50);
}

export const mention = (words) => say("polite", words);
export const warn = (words) => say("assertive", words);
