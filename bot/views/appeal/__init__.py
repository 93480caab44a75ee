"""What people read about an appeal against a restriction (policy 1.8)."""
