"""The running house: the service, the delivery, the beat of the clock, and the web application."""
