"""Cards and forms of a request for support (policy 1.12.2, 1.12.3)."""
