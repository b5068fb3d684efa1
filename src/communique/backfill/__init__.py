"""The pipeline over an archive: files in, Parquet out, unit by unit, on this machine or on a Ray cluster."""

from communique.backfill.checkpoint import Done, State
from communique.backfill.plan import Unit, plan
from communique.backfill.run import BackfillError, Engine, Size, Summary, backfill
from communique.backfill.unit import Job

__all__ = ["BackfillError", "Done", "Engine", "Job", "Size", "State", "Summary", "Unit", "backfill", "plan"]
