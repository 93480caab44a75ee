"""Slack: commands, clicks, forms and messages, over HTTP or Socket Mode (platform page: slack).

`inbound` reads requests, `identity` finds their author, `cards` and `forms` draw the core's replies, `answers`
delivers them, `messenger` posts for the courier; `app` and `route` join them. Nothing here decides anything: authority
is the core's.
"""
