"""The composition root: the command line, the settings, and the assembly of core, adapters and storage."""
