"""A request to see what is held about a person: its parts and its steps (policy 1.14.1; data protection law)."""
