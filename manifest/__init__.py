"""What to upload to the platforms, and what it is drawn with."""
