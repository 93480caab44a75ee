"""Code that every chat platform shares: identity, incoming and outgoing text, and checks."""
