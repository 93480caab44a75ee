"""Conversations about letters to the individual (policy 1.3, 1.8, 1.13)."""
