"""Cards and forms of a restriction (policy 1.6, 1.8)."""
