"""Home: what waits for somebody, what is coming up, and what their role lets them see to."""
