"""The composition root: the command line, the settings, and what is built from the core, the adapters and storage."""
