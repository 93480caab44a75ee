"""Cards and forms to name the handler of a matter (model.md §3)."""
