"""App manifests to upload to the platforms, and their icons."""
