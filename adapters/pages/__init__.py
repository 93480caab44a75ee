"""Harbour's own web pages, for files of evidence, letters and whole matters, for which a chat is too small."""
