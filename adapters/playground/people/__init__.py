"""The people of the playground, as they meet on every platform."""
