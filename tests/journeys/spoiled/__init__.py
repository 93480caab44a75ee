"""A real journey's payloads, spoiled by the thousand, each signed as the platform signs: none is a 500 or a change.

`slack` and `teams` know what a payload is made of, and `trial` what may come of it;
`python -m tests.journeys.spoiled --platform slack --count 100000` is a longer trial than a test's.
"""
