"""Harbour's own pages, for what does not belong into a chat: files of evidence."""
