"""Examples of the cards and forms of a restriction."""
