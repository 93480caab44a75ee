"""Examples of the views about a restriction."""
