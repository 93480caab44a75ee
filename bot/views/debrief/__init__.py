"""What people read about a debrief (policy 1.12.2)."""
