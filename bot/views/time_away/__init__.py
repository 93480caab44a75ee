"""Cards and forms about support at any time, and a short time away (policy 1.12.2)."""
