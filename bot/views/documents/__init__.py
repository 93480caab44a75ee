"""Documents for people outside: the form, the sheet, and names masked (policy 1.14.2)."""
