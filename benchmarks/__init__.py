"""Harbour's speed beside bare Bolt and a plain aiohttp handler, and its growth with the number of records.

Run with `python -m benchmarks`; the README.md beside this file says what is measured and how.
"""
