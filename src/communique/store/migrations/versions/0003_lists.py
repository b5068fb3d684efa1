"""Indexes by which lists of reports and the pages of actors are made without opening the rows themselves."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes them, in the place of narrower ones."""
    op.drop_index("ix_report_published", "report")
    op.create_index("ix_report_published_publisher_family", "report", ["published", "publisher", "family"])
    op.create_index("ix_report_publisher_published", "report", ["publisher", "published"])
    op.drop_index("ix_event_report_current", "event")
    op.create_index("ix_event_report_current", "event", ["report", "current", "event_type", "status"])
    op.drop_index("ix_side_party_event", "side")
    op.create_index("ix_side_party_role_day", "side", ["party", "role", "day"])


def downgrade() -> None:
    """Puts the narrower ones back."""
    op.drop_index("ix_side_party_role_day", "side")
    op.create_index("ix_side_party_event", "side", ["party", "event"])
    op.drop_index("ix_event_report_current", "event")
    op.create_index("ix_event_report_current", "event", ["report", "current"])
    op.drop_index("ix_report_publisher_published", "report")
    op.drop_index("ix_report_published_publisher_family", "report")
    op.create_index("ix_report_published", "report", ["published"])
