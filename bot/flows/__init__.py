"""Conversations: one file each, plain functions from an event and a unit of work to a reply."""
