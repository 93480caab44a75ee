"""Examples of what people see, and the people in them."""
