"""Records about how long records are kept, and the report of a quarter (model.md §6, §8, §9)."""
