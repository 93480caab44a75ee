"""What a conversation is made of: events come in, replies go out, both plain values."""
