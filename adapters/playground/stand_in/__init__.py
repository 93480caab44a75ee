"""What every stand-in shares: a clock, faults, what was sent, and how requests reach the app."""
