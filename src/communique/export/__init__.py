"""The record in the formats of others: one module a format; `writers` lists them."""

from communique.export.entry import Entry
from communique.export.loss import LossReport

__all__ = ["Entry", "LossReport"]
