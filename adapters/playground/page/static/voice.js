// What a screen reader says of what happens elsewhere on the page.

function say(id, words) {
  const place = document.getElementById(id);
  place.textContent = "";
  setTimeout(() => (place.textContent = words), 50);
}

export const mention = (words) => say("polite", words);
export const warn = (words) => say("assertive", words);
