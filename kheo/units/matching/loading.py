"""The index of a tree's units, loaded from the database once a process and again when the units changed."""

from collections import OrderedDict, defaultdict
from threading import Lock

from django.db.models import Max, Q

from kheo.journal.models import Event
from kheo.units.matching.index import Index, Known
from kheo.units.models import PATH_END, PATH_STEP, Alias, Succession, Unit, UnitQuerySet

# One office works under one or two roots; a national server under a few.
_KEPT = 8
_indexes: OrderedDict[int | None, tuple[object, Index]] = OrderedDict()
_lock = Lock()


def index_for(root: Unit | None = None) -> Index:
    """All units at and below `root` (all there are), what holds them, and closed units that ended in them.

    Cheap when nothing changed (three small queries), so ask for it once a batch, never once a text.
    """
    stamp = _stamp(root)
    key = root.pk if root else None
    with _lock:
        if key not in _indexes or _indexes[key][0] != stamp:
            _indexes[key] = (stamp, Index.of(_known(root)))
        _indexes.move_to_end(key)
        while len(_indexes) > _KEPT:
            _indexes.popitem(last=False)
        return _indexes[key][1]


def _stamp(root: Unit | None) -> tuple[object, ...]:
    """Changes with every change of units: acts are journaled and digests never repeat; the ids catch bulk writes."""
    last = Event.objects.filter(subject_kind="unit").order_by("-id").values_list("digest", flat=True).first()
    newest = (Unit.objects.aggregate(last=Max("id"))["last"], Alias.objects.aggregate(last=Max("id"))["last"])
    return (root.path if root else "", last, *newest)


def _known(root: Unit | None) -> list[Known]:
    wanted = _wanted(root)
    others: dict[str, list[str]] = defaultdict(list)
    for code, text in Alias.objects.filter(unit__in=wanted).order_by("id").values_list("unit__code", "text"):
        others[code].append(text)
    successors: dict[str, list[str]] = defaultdict(list)
    pairs = Succession.objects.filter(before__in=wanted).order_by("id")
    for before, after in pairs.values_list("before__code", "after__code"):
        successors[before].append(after)
    fields = ("code", "name", "path", "key", "short_name", "founded", "closed")
    return [
        Known(
            code,
            name,
            path,
            key,
            others=(*([short] if short else []), *others[code]),
            founded=founded,
            closed=closed,
            successors=tuple(successors[code]),
        )
        for code, name, path, key, short, founded, closed in wanted.values_list(*fields)
    ]


def _wanted(root: Unit | None) -> UnitQuerySet:
    if root is None:
        return Unit.objects.order_by("path")
    inside = Q(path__range=(root.path, root.path + PATH_END))
    outside = {root.path}
    below = Unit.objects.filter(inside)
    ended = set(Succession.objects.filter(after__in=below).values_list("before__path", flat=True))
    while ended - outside:
        outside |= ended
        # What ended in a unit that itself ended here: communes have merged more than once.
        ended = set(Succession.objects.filter(after__path__in=ended).values_list("before__path", flat=True))
    holding = {path[:end] for path in outside for end in range(PATH_STEP, len(path) + 1, PATH_STEP)}
    return Unit.objects.filter(inside | Q(path__in=holding)).order_by("path")
