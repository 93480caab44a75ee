"""How fast Harbour is, beside bare Bolt and a plain aiohttp handler, and how that grows with what is stored.

Run with `python -m benchmarks`; what it measures and how is in README.md beside this file.
"""
