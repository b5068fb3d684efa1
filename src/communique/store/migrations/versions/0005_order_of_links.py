"""Links know when their event was said, so that the neighbours of a moment are found in a thread of any length."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the column, fills it from the reports, and puts the links of a thread in that order."""
    with op.batch_alter_table("link") as link:
        said = "The day and report: the order of a thread."
        link.add_column(sa.Column("said", sa.String(length=32), nullable=False, server_default="", comment=said))
    op.execute(
        "UPDATE link SET said = COALESCE((SELECT COALESCE(CAST(report.published AS VARCHAR(10)), '0001-01-01') || ' ' "
        "|| report.id FROM event JOIN report ON report.number = event.report "
        "WHERE event.act = link.act AND event.current), '')"
    )
    op.drop_index(op.f("ix_link_thread"), table_name="link")
    op.create_index(op.f("ix_link_thread_said"), "link", ["thread", "said"], unique=False)


def downgrade() -> None:
    """Takes the column away again."""
    op.drop_index(op.f("ix_link_thread_said"), table_name="link")
    with op.batch_alter_table("link") as link:
        link.drop_column("said")
    op.create_index(op.f("ix_link_thread"), "link", ["thread"], unique=False)
