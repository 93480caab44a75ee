"""The migrations, run by `storage.schema`."""
