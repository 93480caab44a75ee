"""Home: tasks that wait, dates coming up, and the lists that depend on a role."""
