"""Forms and cards, in the words that people read: pure functions, a folder for each topic."""
