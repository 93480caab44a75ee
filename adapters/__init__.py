"""Adapters for chat platforms, e-mail, the web and time. They import `bot`, and never `storage`."""
