"""Public pages about Harbour: its purpose, its use of data, and its terms."""

from __future__ import annotations

from bot.chat.cards import Card, Heading, Text

#: The addresses of the pages.
ABOUT, PRIVACY, TERMS = "/about", "/about/privacy", "/about/terms"

_ABOUT = Card(
    title="Harbour",
    blocks=(
        Text(
            "Harbour carries out an organisation's unacceptable-behaviours policy in the chat that its staff have open."
            " Staff report a contact that they ended, one manager hears of it in private, and everybody who reports"
            " hears back."
        ),
        Text(
            "This copy is run by the organisation for which you work, for its staff alone. Its address opens nothing."
        ),
    ),
)
_PRIVACY = Card(
    title="What becomes of what you tell Harbour",
    blocks=(
        Text(
            "Your organisation decides what Harbour is used for, and answers for it. Whoever looks after data"
            " protection there answers your questions and requests."
        ),
        Heading("What is kept"),
        Text(
            "What you send in a form, whom it concerns, what managers decide, and each time that somebody opens a"
            " record. Your name, work address, manager and account, to know who you are. Never whether you use the"
            " support line, nor why you ask for time away."
        ),
        Heading("Who reads it"),
        Text(
            "The one manager with whom it lies; beside each question stands who reads its answer. Messages in the chat"
            " hold no name and no content. All that is kept is encrypted, with keys that lie apart from it."
        ),
        Heading("For how long"),
        Text("As your organisation has set it, by kind. Then somebody looks, and keeps it for a reason or erases it."),
        Heading("What the chat keeps"),
        Text(
            "What you type into a chat yourself is kept by whoever provides it, for as long as your organisation"
            " keeps chats. What you write into a form is not left in a chat."
        ),
        Heading("To whom it goes"),
        Text("To nobody outside your organisation and those who run its chat, its e-mail and this machine for it."),
    ),
)
_TERMS = Card(
    title="On which terms Harbour is used",
    blocks=(
        Text(
            "Harbour is a tool of your organisation for your work there. Its own rules hold, among them the"
            " unacceptable-behaviours policy; there is no contract between you and whoever made Harbour, and nothing"
            " to pay."
        ),
        Text("It calls nobody for help. If anyone is in danger, call 999 first."),
    ),
)
#: Each page, by its address.
PAGES = {ABOUT: _ABOUT, PRIVACY: _PRIVACY, TERMS: _TERMS}
