"""The records: each type with its dataclass, states, steps, gates and nudges, and who may do what with it."""
