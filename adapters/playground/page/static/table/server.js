// The way to the server: what is asked of it, and what it tells.

/** Asks the server to do something. Resolves to what came of it; rejects with a sentence. */
export async function ask(path, given = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(given),
    });
  } catch {
    throw new Unheard();
  }
  const found = await answer.json().catch(() => ({ sentence: "The playground could not do that." }));
  if (!answer.ok) throw new Error(found.sentence);
  return found;
}

export async function read(path) {
  const answer = await fetch(path);
  return answer.json();
}

/** The server was not reached: nothing was done. */
export class Unheard extends Error {
  constructor() {
    super("The playground cannot be reached. It is tried again by itself.");
  }
}

/** Listens to the server for ever. `told` maps each event to what takes it; `heard(isConnected)`. */
export function listen(told, heard) {
  const source = new EventSource("/api/events");
  for (const [event, take] of Object.entries(told)) {
    source.addEventListener(event, ({ data }) => take(JSON.parse(data)));
  }
  source.addEventListener("open", () => heard(true));
  source.addEventListener("error", () => {
    heard(false);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(told, heard), 1000);
  });
  window.addEventListener("pagehide", () => source.close(), { once: true });
}
