"""Cards and forms of a person's home."""
