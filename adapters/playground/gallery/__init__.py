"""The gallery of all views."""
