"""Cards and forms of a police decision (policy 1.9.4)."""
