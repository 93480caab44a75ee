"""Microsoft Teams: typed words, clicks, dialogs and proactive messages (platform page: teams).

`tokens` and `keys` verify that a request is Microsoft's, `inbound` reads it, `identity` finds its author, `cards` and
`forms` draw the core's replies as Adaptive Cards, `answers` delivers them, `messenger` writes to people; `app` and
`route` join them. The Bot Framework SDK, which is archived, is known to `sdk` alone: leaving it means replacing that
module. Nothing here decides anything: authority is the core's.
"""
