"""Harbour's own web pages, for files of evidence and letters, which do not belong in a chat."""
