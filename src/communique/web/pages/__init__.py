"""The pages, one file each."""

from communique.web.pages import (
    account,
    accounts,
    agreements,
    audit,
    batch,
    decisions,
    meetings,
    positions,
    processes,
    regroup,
    review,
    signin,
    today,
)

ROUTERS = (
    processes.router,
    today.router,
    positions.router,
    agreements.router,
    meetings.router,
    batch.router,
    regroup.router,
    review.router,
    decisions.router,
    signin.router,
    account.router,
    accounts.router,
    audit.router,
)
"""The routes of all pages."""
