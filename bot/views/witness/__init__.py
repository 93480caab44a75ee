"""What people read about a witness statement (policy 1.9.4)."""
