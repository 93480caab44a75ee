"""A simulated decade: an organisation on two replicas and two platforms, year after year, with whatever goes wrong.

`world` is the organisation at work, `acts` what its people do, `faults` what goes wrong, and `invariants` what holds at
the end of every day. A decade is its seed, the same at every run: `python -m tests.decade --years 100 --seed 7`.
"""
