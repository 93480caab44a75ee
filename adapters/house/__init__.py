"""The running service: units of work, delivery, schedule and the web application."""
