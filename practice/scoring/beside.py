"""Which pieces of what is said stand beside which pieces of a claim: those that hold its words."""

from collections.abc import Sequence

from practice.scoring.terms import Term, share, terms

FEWEST_MORE = 2


def beside(claimed: Sequence[str], spoken: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    """Groups of pieces that share words: each of the claim with those that hold them, joined where two lead to the same one."""
    said = [terms(chunk) for chunk in spoken]
    groups: list[tuple[set[int], set[int]]] = []
    for at, chunk in enumerate(claimed):
        mates = _mates(terms(chunk), said)
        if not mates:
            continue
        joined = [group for group in groups if group[1] & mates]
        groups = [group for group in groups if group not in joined]
        groups.append(({at}.union(*(one for one, _ in joined)), mates.union(*(two for _, two in joined))))
    return [([claimed[at] for at in sorted(one)], [spoken[at] for at in sorted(two)]) for one, two in groups]


def _mates(words: Sequence[Term], said: Sequence[Sequence[Term]]) -> set[int]:
    """The pieces that hold these words: the one that holds most, then whatever holds most of the rest; the earlier of equals."""
    found: set[int] = set()
    left = list(words)
    while left:
        held = [[one for one in left if share([one], piece)] for piece in said]
        most = max(held, key=len, default=[])
        at = held.index(most) if most else None
        if at is None or (found and len(most) < FEWEST_MORE and not _mostly(said[at], words)):
            break
        found.add(at)
        left = [one for one in left if one not in most]
    return found


def _mostly(piece: Sequence[Term], words: Sequence[Term]) -> bool:
    """A single word more may stand anywhere; it counts in a piece that says little else."""
    return 2 * sum(share([one], words) for one in piece) >= len(piece)
