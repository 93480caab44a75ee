"""What people read about home."""
