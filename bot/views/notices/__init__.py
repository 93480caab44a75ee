"""What the messages of every topic share."""
