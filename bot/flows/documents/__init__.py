"""Conversations about documents for people outside (policy 1.9.4, 1.14.2)."""
