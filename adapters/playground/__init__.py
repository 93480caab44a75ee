"""The playground: stand-ins for the platforms, the people in them, the stories, and the page to play them in.

It is the ground truth of the journeys and of `harbour demo`, so it refuses what Slack refuses and
shows what Slack shows (platforms/slack.md). It knows nothing of what the app is for; of Harbour it
takes only the lint of what is drawn (`adapters.slack.limits`). `server.StandIn` starts it,
`driver.Driver` acts as the people, `workspace.Workspace` is the state that both share and that a
window can watch, `example` is the workspace of the demo.
"""
