"""The scaffold of each letter to the individual: for a manager to copy, edit and send (policy 1.3, 1.8, 1.13).

Harbour never sends one and keeps none. A letter is drawn from a record: what a record knows as a plain
fact stands in it, to be checked; what was said or done never does, but a hint in square brackets instead.
"""
