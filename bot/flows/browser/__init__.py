"""Pages in the browser: what the chat shows, by the rules and the buttons of the chat."""
