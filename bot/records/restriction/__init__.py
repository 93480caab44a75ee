"""Records about a restriction (policy 1.6, 1.8)."""
