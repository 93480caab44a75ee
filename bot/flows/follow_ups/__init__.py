"""Conversations about the follow-ups to a report (policy 1.7, 1.9.2, 1.9.3)."""
