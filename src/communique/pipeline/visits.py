"""Who fetches pages for a record: a visitor that knows what was fetched before."""

from collections.abc import Iterable

from communique.sources import Validators, Visitor
from communique.store import Store, visits


def visitor_for(store: Store) -> Visitor:
    """A visitor that asks only for what has changed since it was kept."""
    with store.reading() as connection:
        held = visits.remembered(connection)
    return Visitor({url: Validators(url, etag, modified) for url, (etag, modified) in held.items()})


def keep_visits(store: Store, visitor: Visitor, addresses: Iterable[str]) -> None:
    """Remembers what servers said of pages whose contents are kept."""
    found = {url: visitor.validators[url] for url in addresses}
    with store.writing() as connection:
        visits.remember(connection, {url: (v.etag, v.last_modified) for url, v in found.items()})
