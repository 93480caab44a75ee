"""Cards and forms about a colleague who has been named publicly (policy 1.14.3)."""
