"""The core of Harbour: the policy, without any technology.

`bot` knows no chat platform, no database, no clock and no event loop. It imports the standard library and itself;
`bot.app` alone, the composition root, imports `adapters` and `storage`. The rule is checked by import-linter
(`pyproject.toml`) in the tests.
"""
