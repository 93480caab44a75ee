"""Cards and forms to decide who needs to know of a restriction, and the alert card (policy 1.14.1, 1.14.2)."""
