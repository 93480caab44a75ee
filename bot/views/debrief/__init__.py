"""Cards and forms of a debrief (policy 1.12.2)."""
