"""A matter, and lists of matters, as pages in the browser."""
