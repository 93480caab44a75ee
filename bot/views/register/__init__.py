"""What people read about the register (model.md §3, §4)."""
