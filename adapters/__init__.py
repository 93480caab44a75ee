"""The edges: chat platforms, the web, the beat of the clock. They import `bot`, and never `storage`."""
