"""What follows from what: the one table of consequences, told by the journal after each commit."""

from collections.abc import Callable, Sequence

from kheo.journal.models import Event

# happened → what to do with all events of that name from one commit.
REACTIONS: dict[str, list[Callable[[Sequence[Event]], None]]] = {}


def follow(events: Sequence[Event]) -> None:
    """Start what follows; each reaction may run twice, and a lost one is found again by the sweeper."""
    for happened, reactions in REACTIONS.items():
        concerned = [event for event in events if event.happened == happened]
        for react in reactions if concerned else []:
            react(concerned)
