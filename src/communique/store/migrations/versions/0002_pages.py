"""What the pages need: a count of changes, accounts with their sessions and tokens, and what was done through them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
    change = op.create_table(
        "change",
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False, comment="Always 1."),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="One more with every writing: a page is stale when it is past.",
        ),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_change")),
    )
    op.bulk_insert(change, [{"row": 1, "number": 0}])
    op.create_table(
        "account",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False, comment="Argon2id, with its salt and costs."),
        sa.Column("role", sa.String(length=8), nullable=False, comment="reader, reviewer or admin"),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False, comment="Whether nobody may sign in by it any more."),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_account")),
    )
    op.create_table(
        "session",
        sa.Column("hash", sa.String(length=64), nullable=False, comment="SHA-256 of what the browser holds."),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("opened", sa.String(length=32), nullable=False),
        sa.Column("until", sa.String(length=32), nullable=False, comment="When it ends, however much it is used."),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_session_account")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_account"), "session", ["account"], unique=False)
    op.create_table(
        "token",
        sa.Column("hash", sa.String(length=64), nullable=False, comment="SHA-256 of what the program holds."),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "account", sa.Text(), nullable=False, comment="In whose name it writes; no account need exist for it."
        ),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("revoked", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_token")),
        sa.UniqueConstraint("name", name=op.f("uq_token_name")),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False, comment="UTC, ISO 8601."),
        sa.Column("account", sa.Text(), nullable=True, comment="Who; none where nobody was signed in."),
        sa.Column("address", sa.Text(), nullable=True, comment="From where."),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False, comment="JSON; no secrets."),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
        comment="What was done through the pages and the API; only ever added to.",
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)


def downgrade() -> None:
    """Takes the tables away again."""
    for table in ("audit", "token", "session", "account", "change"):
        op.drop_table(table)
