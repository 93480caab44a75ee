"""Cards and forms about evidence (policy 1.14.1, 1.9.2)."""
