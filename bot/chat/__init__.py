"""Conversations as plain values: events come in, replies go out."""
