"""The page of the playground: every person's chat in a window, a clock to move on, and what lies underneath.

`page.serve(lay)` runs it. `lay` lays a fresh `table.Table`: the workspace, its people, the house and
its clock. Nothing is drawn here that Slack would not show: `static/` draws Slack's own blocks.
"""

from adapters.playground.page.hosting import serve
from adapters.playground.page.server import Page
from adapters.playground.page.table import Lay, Table

__all__ = ["Lay", "Page", "Table", "serve"]
