"""What people read about naming who handles a matter (model.md §3)."""
