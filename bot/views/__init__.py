"""What people read: forms and cards, pure, in the same files as the conversations they belong to."""
