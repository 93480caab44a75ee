"""Cards and forms about retention, and the quarterly report (model.md §6, §8, §9)."""
