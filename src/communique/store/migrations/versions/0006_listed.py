"""Lists by page: indexes that hold all that lists are filtered by, and at which change an event became what it is."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_FILTERS = ("current", "status", "event_type", "issue", "modality", "polarity", "day", "changed", "report", "uid")


def upgrade() -> None:
    """Adds the column and the indexes; the one on acts alone has become a part of another."""
    op.add_column(
        "event",
        sa.Column(
            "changed",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="At which change of the record it was so.",
        ),
    )
    op.create_index("ix_event_listed", "event", ["act", *_FILTERS], unique=False)
    op.drop_index(op.f("ix_event_act"), table_name="event")
    op.create_index("ix_report_listed", "report", ["number", "published", "publisher"], unique=False)
    op.create_index("ix_thread_listed", "thread", ["number", "kind", "issue", "size"], unique=False)


def downgrade() -> None:
    """Takes them away again."""
    op.drop_index("ix_thread_listed", table_name="thread")
    op.drop_index("ix_report_listed", table_name="report")
    op.create_index(op.f("ix_event_act"), "event", ["act"], unique=False)
    op.drop_index("ix_event_listed", table_name="event")
    op.drop_column("event", "changed")
