"""Korean words without a dictionary: what is left when particles and endings are taken off."""

# ruff: noqa: E501  (Hangul is counted twice as wide)

import unicodedata


def _longest_first(lines: str) -> tuple[str, ...]:
    return tuple(sorted(lines.split(), key=lambda word: (-len(word), word)))


PARTICLES = _longest_first("""
    가 간의 과 까지 까지는 께 끼리 나 는 도 든 들 들과 들에 들은 들을 들의 들이 라는 라도 라서 란 로 로는 로도 로서 로써 를 마다 마다의
    마저 만 만으로 만은 만을 만큼 밖에 보다 보다는 부터 부터는 에 에게 에게는 에는 에도 에서 에서는 에서도 였고 였다 였습니다 예요 와 요
    으로 으로는 으로도 으로서 으로써 은 을 의 이 이고 이나 이다 이라 이라는 이라도 이라서 이란 이며 이면 이므로 이었고 이었다 이었습니다
    이에요 이요 이지만 인 인데 인지 입니다 적 적으로 적인 조차 처럼 처럼요 한테
""")

# the stem of noun-verbs (처리하다, 배포되다) is the noun before these
LIGHT_VERBS = _longest_first("""
    시키 시킨 시켜 시킵 당하 당한 해야 해서 해도 했 하 한 할 함 합 해 되 된 될 됨 됩 돼 됐 받 스럽 스러
""")

# endings of native verbs, as conjoining jamo
ENDINGS = _longest_first(
    unicodedata.normalize(
        "NFD",
        """
    거나 게 겠습니다 고 기 기가 기는 기도 기를 기만 기에 는 는다 는다고 는다면 는데 는지 니 니까 다 던 도록 러 려고 며 면 면서 므로
    습니다 아 아도 아서 아야 아요 아지 았고 았다 았던 았습니다 았을 어 어도 어서 어야 어요 어지 었고 었다 었던 었습니다 었을 여 여서 여요
    으니 으니까 으려고 으며 으면 으면서 으므로 은 은데 을 을수록 을지 음 자 지 지도 지만 ᆫ ᆫ다 ᆫ다고 ᆫ다면 ᆫ데 ᆫ지 ᆯ ᆯ수록 ᆯ지 ᆷ
    ᆸ니다
""",
    )
)
SHORTEST_JAMO = 3

# helping verbs behind another verb, as they come out of jamo_stem
AUXILIARIES = frozenset(unicodedata.normalize("NFD", "두 두었 뒀 않 않았 못하 놓 놓았 버리 버렸 봤 있 있었 없 없었").split())


def noun_stem(word: str) -> str:
    """The word without its particle; at least two syllables stay, or one when the word has no more."""
    for particle in PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= (2 if len(particle) == 1 and len(word) > 2 else 1):
            return word[: -len(particle)]
    return word


def light_verb_stem(word: str) -> str | None:
    """The noun of a noun-verb (처리합니다 -> 처리), when two syllables or more stand before the verb."""
    places = (at for verb in LIGHT_VERBS if (at := word.find(verb, 2)) >= 2 and len(word) - at <= 6)
    at = min(places, default=0)
    return word[:at] if at else None


def jamo_stem(word: str) -> str:
    """The word's jamo without a verb ending, so that 나눕니다, 나눈다 and 나누면 meet."""
    letters = unicodedata.normalize("NFD", word)
    for ending in ENDINGS:
        if letters.endswith(ending) and len(letters) - len(ending) >= SHORTEST_JAMO:
            return letters[: -len(ending)]
    return letters


# initial, vowel and final consonant: 막는다, 막지 못한다
CLOSED_SYLLABLE = 3


def same_root(one: str, two: str) -> bool:
    """Whether two jamo stems agree from the start over most of their length."""
    shorter = min(len(one), len(two))
    shared = next((at for at in range(shorter) if one[at] != two[at]), shorter)
    if one == two and len(one) == CLOSED_SYLLABLE:
        return True
    return shared >= 4 and shared * 5 >= max(len(one), len(two)) * 3 and shared >= shorter - 1
