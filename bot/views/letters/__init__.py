"""The outline of each letter to the individual: for a manager to copy, edit and send (policy 1.3, 1.8, 1.13).

Harbour never sends one. A letter is drawn from a record: plain facts are filled in, to be checked; anything said or
done never is, but has a hint in square brackets instead.
"""
