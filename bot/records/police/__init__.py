"""Records about a police decision (policy 1.9.4)."""
