"""The stand-in for Slack: a workspace with its people, its Web API and its clients."""
