"""Cards and forms of a witness statement (policy 1.9.4)."""
