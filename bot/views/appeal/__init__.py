"""Cards and forms of an appeal against a restriction (policy 1.8)."""
