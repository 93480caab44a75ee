"""Documents on paper: cards of the core as PDF, with the files attached to them."""
