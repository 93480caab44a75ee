"""Microsoft Teams: typed words, clicks, dialogs and proactive messages (platform page: teams).

`tokens` and `keys` say whether what came in is Microsoft's, `inbound` reads it, `identity` says who
it is from, `cards` and `forms` draw what the core answers as Adaptive Cards, `answers` carries it
back, `messenger` writes to people; `app` and `route` join them. The Bot Framework SDK, which is
archived, is known to `sdk` alone: leaving it means replacing that module. Nothing here decides
anything: authority is the core's.
"""
