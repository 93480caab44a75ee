"""Examples of every card and form, and the people in them."""
