"""Cards about earlier reports with the same reference (model.md §6)."""
