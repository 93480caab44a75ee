"""Conversations about what is held about one person (policy 1.14.1; data protection law)."""
