"""Code that every stand-in shares: a clock, faults, a log of sent payloads, and delivery to the app."""
