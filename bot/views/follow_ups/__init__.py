"""Cards and forms for a manager's actions beside a report (policy 1.7, 1.9.2, 1.9.3)."""
