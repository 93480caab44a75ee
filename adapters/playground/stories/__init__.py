"""Stories: the policy carried out from end to end, played through the real adapter and told as a timeline."""
