"""What people read about contact outside the office (policy 1.10.4)."""
