"""A simulated decade: an organisation on two replicas and two platforms, year after year, with faults.

`world` is the organisation at work, `acts` the acts of its people, `faults` the faults, and `invariants` the
conditions that hold at the end of every day. A decade is determined by its seed: `python -m tests.decade --years 100
--seed 7`.
"""
