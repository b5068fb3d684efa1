"""The first schema: reports, events, decisions, threads, processes, and the words that are searched."""

import sqlalchemy as sa
from alembic import op

from communique.store.schema import APPLICATION_ID

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False, comment="UTC, ISO 8601."),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("act", sa.Integer(), nullable=True, comment="The act decided upon."),
        sa.Column("body", sa.Text(), nullable=False, comment="What was decided, as JSON."),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["decision.number"], name=op.f("fk_decision_undoes")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
        sa.UniqueConstraint("undoes", name=op.f("uq_decision_undoes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decision_act"), "decision", ["act"], unique=False)
    op.create_table(
        "fetched",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_fetched")),
        comment="What servers said of pages, to ask again only for what changed.",
    )
    op.create_table(
        "process",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="The process as JSON."),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_process")),
    )
    op.create_table(
        "raw",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_raw")),
        comment="The bytes that reports were taken from, as they came.",
    )
    op.create_table(
        "thread",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("issue", sa.Text(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="The thread as JSON, as it stands."),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_thread")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_thread_kind_last_day", "thread", ["kind", "last_day"], unique=False)
    op.create_index(op.f("ix_thread_last_day"), "thread", ["last_day"], unique=False)
    op.create_table(
        "link",
        sa.Column("act", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("thread", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["thread.number"], name=op.f("fk_link_thread")),
        sa.PrimaryKeyConstraint("act", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_thread"), "link", ["thread"], unique=False)
    op.create_table(
        "report",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("raw_sha256", sa.String(length=64), nullable=True),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("family", sa.Integer(), nullable=False, comment="The number of the first report of its family."),
        sa.Column("added", sa.String(length=32), nullable=False, comment="UTC, ISO 8601."),
        sa.Column("coder", sa.Text(), nullable=True, comment="Whose reading stands; none while the report is unread."),
        sa.ForeignKeyConstraint(["raw_sha256"], ["raw.sha256"], name=op.f("fk_report_raw_sha256")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_report")),
        sa.UniqueConstraint("id", name=op.f("uq_report_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_report_added"), "report", ["added"], unique=False)
    op.create_index(op.f("ix_report_family"), "report", ["family"], unique=False)
    op.create_index(op.f("ix_report_published"), "report", ["published"], unique=False)
    op.create_table(
        "thread_key",
        sa.Column(
            "key", sa.Text(), nullable=False, comment="What blocks candidates: type, side, place and time together."
        ),
        sa.Column("thread", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["thread.number"], name=op.f("fk_thread_key_thread")),
        sa.PrimaryKeyConstraint("key", "thread", name=op.f("pk_thread_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_thread_key_thread"), "thread_key", ["thread"], unique=False)
    op.create_table(
        "band",
        sa.Column(
            "hash", sa.BigInteger(), autoincrement=False, nullable=False, comment="One band of a report's MinHash."
        ),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.number"], name=op.f("fk_band_report")),
        sa.PrimaryKeyConstraint("hash", "report", name=op.f("pk_band")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event",
        sa.Column("uid", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False, comment="Its id within the reading."),
        sa.Column("act", sa.Integer(), nullable=False, comment="The uid under which this act was first told."),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column(
            "day", sa.String(length=10), nullable=True, comment="The day told, else that of publication; for order."
        ),
        sa.Column("start", sa.Integer(), nullable=False, comment="Where its first evidence stands."),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="The event as JSON, as its coder gave it."),
        sa.Column(
            "status",
            sa.String(length=8),
            nullable=False,
            comment="machine, accepted, edited or rejected: by decisions.",
        ),
        sa.Column("edited", sa.Text(), nullable=True, comment="The event as JSON as a reviewer left it."),
        sa.ForeignKeyConstraint(["report"], ["report.number"], name=op.f("fk_event_report")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_event_act"), "event", ["act"], unique=False)
    op.create_index(op.f("ix_event_day"), "event", ["day"], unique=False)
    op.create_index("ix_event_report_current", "event", ["report", "current"], unique=False)
    op.create_table(
        "item",
        sa.Column("key", sa.Text(), nullable=False, comment="Where it stood: a path, an address, a row of a table."),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False, comment="done or failed"),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("report", sa.Integer(), nullable=True),
        sa.Column("argument", sa.Text(), nullable=False, comment="What the user named; to try again."),
        sa.Column("sha256", sa.String(length=64), nullable=True, comment="Of the bytes that were taken in."),
        sa.ForeignKeyConstraint(["report"], ["report.number"], name=op.f("fk_item_report")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_item")),
    )
    op.create_index(op.f("ix_item_state"), "item", ["state"], unique=False)
    op.create_table(
        "side",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("party", sa.Text(), nullable=False, comment="Party.key"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False, comment="Party.side"),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=True, comment="As of the event."),
        sa.ForeignKeyConstraint(["event"], ["event.uid"], name=op.f("fk_side_event")),
        sa.ForeignKeyConstraint(["report"], ["report.number"], name=op.f("fk_side_report")),
        sa.PrimaryKeyConstraint("event", "role", "party", name=op.f("pk_side")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_side_party_event", "side", ["party", "event"], unique=False)
    op.create_index("ix_side_side_day_report", "side", ["side", "day", "report"], unique=False)

    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        op.execute("CREATE VIRTUAL TABLE report_words USING fts5(words, content='', tokenize='unicode61')")
        op.execute("CREATE VIRTUAL TABLE event_words USING fts5(words, content='', tokenize='unicode61')")
    else:
        for name in ("report_words", "event_words"):
            op.execute(f"CREATE TABLE {name} (rowid integer PRIMARY KEY, words tsvector NOT NULL)")
            op.execute(f"CREATE INDEX ix_{name}_words ON {name} USING gin (words)")
