"""A manager's matters: with them now, in force, decided, closed (policy 1.6, 1.10)."""
