"""What people read about an ended contact (policy 1.9, 1.12.1)."""
