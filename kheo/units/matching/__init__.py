"""Which unit does this free text or address mean?

`index_for(root).match(text)` says sure, ask or none; what a person then decides is kept by `learn`.
"""

from kheo.units.matching.index import Candidate, Index, Known, Match
from kheo.units.matching.learning import learn, learn_sender
from kheo.units.matching.loading import index_for
from kheo.units.matching.spelling import key_of

__all__ = ["Candidate", "Index", "Known", "Match", "index_for", "key_of", "learn", "learn_sender"]
