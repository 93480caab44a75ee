// What this browser remembers between visits: who sits at the table, and how far the walks have come.

export function stored(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`harbour.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function store(name, value) {
  try {
    localStorage.setItem(`harbour.${name}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing: it is only a convenience.
  }
}
