"""Slack: commands, clicks, forms and messages, over HTTP or Socket Mode (platform page: slack).

`inbound` reads what Slack sends, `identity` says who it is from, `cards` and `forms` draw what the
core answers, `answers` carries it back, `messenger` posts for the courier; `app` and `route` join
them. Nothing here decides anything: authority is the core's.
"""
