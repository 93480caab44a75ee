"""The playground: stand-ins for the platforms, their people, the stories, and the page to play them in.

Journeys and `harbour demo` rely on it, so it refuses what Slack refuses and shows what Slack shows
(platforms/slack.md). It knows nothing of the app's purpose; from Harbour it takes only the lint of payloads
(`adapters.slack.limits`). `server.StandIn` starts it, `driver.Driver` acts as the people, `workspace.Workspace` is the
state that both share and that a window can watch, `example` is the workspace of the demo.
"""
