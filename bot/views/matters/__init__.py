"""A manager's matters: what lies with them, what is in force, what they decided, what is closed (policy 1.6, 1.10)."""
