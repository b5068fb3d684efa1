"""What review needs: the frame of each event in a column of its own, and indexes to walk the queue by."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the column, fills it from the events, and makes the indexes."""
    frame = sa.Column(
        "frame",
        sa.Text(),
        nullable=False,
        server_default="",
        comment="The frame or model that told it, without its version.",
    )
    op.add_column("event", frame)
    if op.get_bind().dialect.name == "sqlite":
        coder, version = "json_extract(body, '$.coder')", "instr({0}, '@')"
    else:
        coder, version = "(body::jsonb ->> 'coder')", "strpos({0}, '@')"
    at = version.format(coder)
    op.execute(f"UPDATE event SET frame = CASE WHEN {at} > 0 THEN substr({coder}, 1, {at} - 1) ELSE {coder} END")  # noqa: S608 - no one's words
    op.create_index("ix_event_doubt", "event", ["confidence", "uid", "current", "status", "event_type"])
    op.create_index("ix_event_frame_doubt", "event", ["frame", "confidence", "uid", "current", "status"])
    op.create_index("ix_decision_reviewer_number", "decision", ["reviewer", "number"])


def downgrade() -> None:
    """Takes the indexes and the column away again."""
    op.drop_index("ix_decision_reviewer_number", "decision")
    op.drop_index("ix_event_frame_doubt", "event")
    op.drop_index("ix_event_doubt", "event")
    op.drop_column("event", "frame")
