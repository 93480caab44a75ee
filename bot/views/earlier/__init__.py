"""What people read about earlier reports about the same reference (model.md §6)."""
