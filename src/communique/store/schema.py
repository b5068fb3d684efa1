"""The tables of the record. One schema for SQLite and PostgreSQL; how it came about stands in migrations/.

Reports never change. Events are written once for each coder's reading of a report; `current` says which of them stand.
Decisions are only ever added. What can be computed from these (threads, families, the search) is kept beside them.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

APPLICATION_ID = 0x436D7165
"""What SQLite writes into the head of the file, so that it can be told from other databases ("Cmqe")."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

raw = Table(
    "raw",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("media_type", Text),
    comment="The bytes that reports were taken from, as they came.",
)

report = Table(
    "report",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Date),
    Column("language", Text),
    Column("url", Text),
    Column("dateline", Text),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("raw_sha256", String(64), ForeignKey("raw.sha256")),
    Column("extractor", Text, nullable=False),
    Column("family", Integer, nullable=False, index=True, comment="The number of the first report of its family."),
    Column("added", String(32), nullable=False, index=True, comment="UTC, ISO 8601."),
    Column("coder", Text, comment="Whose reading stands; none while the report is unread."),
    # With what lists of reports ask for, so that they need not open the rows, which hold the texts.
    Index("ix_report_published_publisher_family", "published", "publisher", "family"),
    Index("ix_report_publisher_published", "publisher", "published"),
    Index("ix_report_listed", "number", "published", "publisher"),
    sqlite_autoincrement=True,
)

event = Table(
    "event",
    metadata,
    Column("uid", Integer, primary_key=True, autoincrement=True),
    Column("report", Integer, ForeignKey("report.number"), nullable=False),
    Column("id", Text, nullable=False, comment="Its id within the reading."),
    Column("act", Integer, nullable=False, comment="The uid under which this act was first told."),
    Column("coder", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("issue", Text),
    Column("modality", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("day", String(10), index=True, comment="The day told, else that of publication; for order."),
    Column("start", Integer, nullable=False, comment="Where its first evidence stands."),
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("frame", Text, nullable=False, comment="The frame or model that told it, without its version."),
    Column("body", Text, nullable=False, comment="The event as JSON, as its coder gave it."),
    Column("status", String(8), nullable=False, comment="machine, accepted, edited or rejected: by decisions."),
    Column("edited", Text, comment="The event as JSON as a reviewer left it."),
    Column("changed", Integer, nullable=False, server_default="0", comment="At which change of the record it was so."),
    Index("ix_event_report_current", "report", "current", "event_type", "status"),
    # The queue of review is walked in the order of doubt; what it is filtered by stands in the index, but not before
    # the doubt: an index that begins with `current` would be taken for every question, and tells nothing apart.
    Index("ix_event_doubt", "confidence", "uid", "current", "status", "event_type"),
    Index("ix_event_frame_doubt", "frame", "confidence", "uid", "current", "status"),
    # All that lists are filtered by, so that a page of one is found without looking at the events themselves.
    Index(
        "ix_event_listed",
        "act",
        "current",
        "status",
        "event_type",
        "issue",
        "modality",
        "polarity",
        "day",
        "changed",
        "report",
        "uid",
    ),
    sqlite_autoincrement=True,
)

side = Table(
    "side",
    metadata,
    Column("event", Integer, ForeignKey("event.uid"), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("party", Text, primary_key=True, comment="Party.key"),
    Column("name", Text, nullable=False),
    Column("side", Text, nullable=False, comment="Party.side"),
    Column("report", Integer, ForeignKey("report.number"), nullable=False),
    Column("day", String(10), comment="As of the event."),
    Index("ix_side_party_role_day", "party", "role", "day"),
    Index("ix_side_side_day_report", "side", "day", "report"),
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False, comment="UTC, ISO 8601."),
    Column("reviewer", Text, nullable=False),
    Column("action", String(16), nullable=False),
    Column("act", Integer, index=True, comment="The act decided upon."),
    Column("body", Text, nullable=False, comment="What was decided, as JSON."),
    Column("undoes", Integer, ForeignKey("decision.number"), unique=True),
    Index("ix_decision_reviewer_number", "reviewer", "number"),
    sqlite_autoincrement=True,
)

thread = Table(
    "thread",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(12), nullable=False),
    Column("issue", Text),
    Column("first_day", String(10)),
    Column("last_day", String(10), index=True),
    Column("size", Integer, nullable=False),
    Column(
        "body",
        Text,
        nullable=False,
        comment="The thread as JSON, as it stands.",
    ),
    Index("ix_thread_kind_last_day", "kind", "last_day"),
    Index("ix_thread_listed", "number", "kind", "issue", "size"),
    sqlite_autoincrement=True,
)

link = Table(
    "link",
    metadata,
    Column("act", Integer, primary_key=True, autoincrement=False),
    Column("thread", Integer, ForeignKey("thread.number"), nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("said", String(32), nullable=False, server_default="", comment="The day and report: the order of a thread."),
    Index("ix_link_thread_said", "thread", "said"),
)

thread_key = Table(
    "thread_key",
    metadata,
    Column("key", Text, primary_key=True, comment="What blocks candidates: type, side, place and time together."),
    Column("thread", Integer, ForeignKey("thread.number"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

band = Table(
    "band",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False, comment="One band of a report's MinHash."),
    Column("report", Integer, ForeignKey("report.number"), primary_key=True),
    sqlite_with_rowid=False,
)

item = Table(
    "item",
    metadata,
    Column("key", Text, primary_key=True, comment="Where it stood: a path, an address, a row of a table."),
    Column("name", Text, nullable=False),
    Column("state", String(8), nullable=False, index=True, comment="done or failed"),
    Column("reason", Text),
    Column("tries", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("report", Integer, ForeignKey("report.number")),
    Column("argument", Text, nullable=False, comment="What the user named; to try again."),
    Column("sha256", String(64), comment="Of the bytes that were taken in."),
)

fetched = Table(
    "fetched",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("at", String(32), nullable=False),
    comment="What servers said of pages, to ask again only for what changed.",
)

process = Table(
    "process",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False, comment="The process as JSON."),
    Column("added", String(32), nullable=False),
)

change = Table(
    "change",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False, comment="Always 1."),
    Column("number", Integer, nullable=False, comment="One more with every writing: a page is stale when it is past."),
)

account = Table(
    "account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("password", Text, nullable=False, comment="Argon2id, with its salt and costs."),
    Column("role", String(8), nullable=False, comment="reader, reviewer or admin"),
    Column("added", String(32), nullable=False),
    Column("closed", Boolean, nullable=False, comment="Whether nobody may sign in by it any more."),
)

session = Table(
    "session",
    metadata,
    Column("hash", String(64), primary_key=True, comment="SHA-256 of what the browser holds."),
    Column("account", Text, ForeignKey("account.name"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("opened", String(32), nullable=False),
    Column("until", String(32), nullable=False, comment="When it ends, however much it is used."),
)

token = Table(
    "token",
    metadata,
    Column("hash", String(64), primary_key=True, comment="SHA-256 of what the program holds."),
    Column("name", Text, nullable=False, unique=True),
    Column("account", Text, nullable=False, comment="In whose name it writes; no account need exist for it."),
    Column("role", String(8), nullable=False),
    Column("added", String(32), nullable=False),
    Column("revoked", String(32)),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False, index=True, comment="UTC, ISO 8601."),
    Column("account", Text, comment="Who; none where nobody was signed in."),
    Column("address", Text, comment="From where."),
    Column("what", String(32), nullable=False),
    Column("detail", Text, nullable=False, comment="JSON; no secrets."),
    sqlite_autoincrement=True,
    comment="What was done through the pages and the API; only ever added to.",
)

__all__ = [
    "APPLICATION_ID",
    "account",
    "audit",
    "band",
    "change",
    "decision",
    "event",
    "fetched",
    "item",
    "link",
    "metadata",
    "process",
    "raw",
    "report",
    "session",
    "side",
    "thread",
    "thread_key",
    "token",
]
