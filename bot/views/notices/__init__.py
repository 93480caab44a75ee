"""Shared parts of all topics' messages."""
