"""The page of the playground: every person's chat in a window, a movable clock, and the stored data.

`page.serve(lay)` runs it. `lay` makes a fresh `table.Table`: the workspace, its people, the service and its clock.
Nothing is drawn here that Slack would not show: `static/` draws Slack's own blocks.
"""

from adapters.playground.page.hosting import serve
from adapters.playground.page.server import Page
from adapters.playground.page.table import Lay, Table

__all__ = ["Lay", "Page", "Table", "serve"]
