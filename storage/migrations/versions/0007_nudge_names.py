"""Nudges get names: waiting and sent ones are found again under the new name."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NAMES = {
    "N1": "acknowledge_report",
    "N2": "talk_with_reporter",
    "N3": "add_note",
    "N4": "tell_outcome",
    "N5": "offer_support",
    "N6": "offer_debrief",
    "N6L": "offer_debrief_again",
    "N7": "hold_debrief",
    "N8": "agreed_action",
    "N9": "decide_police",
    "N10": "note_police_answer",
    "N11": "ask_witness",
    "N12": "acknowledge_named_online",
    "N13": "tell_named_colleague",
    "N14": "decide_online_action",
    "N15": "share_summary",
    "N16": "choose_personal_record",
    "N17": "note_removal_answer",
    "N18": "decide_restriction",
    "N18A": "answer_question",
    "N18Q": "decide_without_answer",
    "N19": "tell_individual",
    "N20": "read_alert_card",
    "N21": "review_restriction",
    "N22": "announce_review",
    "N23": "confirm_restriction",
    "N24": "decide_appeal",
    "N25": "arrange_time_away",
    "N26": "answer_support_request",
    "N27": "check_support",
    "N28": "decide_contact_outside",
    "N29": "talk_again",
    "N30": "decide_correspondence",
    "N31": "review_retention",
    "N32": "read_quarter",
    "RA": "note_restorative_step",
    "NAME": "name_handler",
}


def upgrade() -> None:
    """Rename the kinds in both tables that hold one."""
    for name in ("nudge", "notice"):
        table = sa.table(name, sa.column("kind", sa.String()))
        renamed = sa.case(_NAMES, value=table.c.kind, else_=table.c.kind)
        op.execute(table.update().where(table.c.kind.in_(_NAMES)).values(kind=renamed))
