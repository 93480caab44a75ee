"""Harbour's way to a person in Teams, for the courier: their personal chat with the bot, and nowhere else."""
