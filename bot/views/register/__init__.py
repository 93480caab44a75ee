"""Cards and forms of the register (model.md §3, §4)."""
