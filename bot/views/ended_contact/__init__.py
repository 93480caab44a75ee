"""Cards and forms of an ended contact (policy 1.9, 1.12.1)."""
