"""Korean words without a dictionary: what is left when particles and endings are taken off."""

import unicodedata

PARTICLES = tuple(
    sorted(
        [
            "은",
            "는",
            "이",
            "가",
            "을",
            "를",
            "에",
            "의",
            "도",
            "만",
            "과",
            "와",
            "로",
            "으로",
            "에서",
            "에게",
            "한테",
            "께",
            "부터",
            "까지",
            "보다",
            "처럼",
            "마다",
            "조차",
            "마저",
            "밖에",
            "이나",
            "나",
            "든",
            "라도",
            "이라도",
            "이란",
            "란",
            "이라는",
            "라는",
            "에는",
            "에도",
            "에서는",
            "에서도",
            "으로는",
            "로는",
            "으로도",
            "로도",
            "으로써",
            "로써",
            "으로서",
            "로서",
            "에게는",
            "까지는",
            "부터는",
            "보다는",
            "만큼",
            "만은",
            "만을",
            "만으로",
            "들",
            "들이",
            "들은",
            "들을",
            "들의",
            "들에",
            "들과",
            "마다의",
            "간의",
            "끼리",
            "이라",
            "라서",
            "이라서",
            "이므로",
            "이지만",
            "이고",
            "이며",
            "이면",
            "인",
            "인데",
            "인지",
            "입니다",
            "이에요",
            "예요",
            "이다",
            "였다",
            "이었다",
            "였습니다",
            "이었습니다",
            "이었고",
            "였고",
            "적인",
            "적으로",
            "적",
            "처럼요",
            "이요",
            "요",
        ],
        key=lambda particle: (-len(particle), particle),
    )
)

# the stem of 하다/되다/시키다/받다 verbs is the noun before them
LIGHT_VERBS = (
    "시키",
    "시킨",
    "시켜",
    "시킵",
    "당하",
    "당한",
    "해야",
    "해서",
    "해도",
    "했",
    "하",
    "한",
    "할",
    "함",
    "합",
    "해",
    "되",
    "된",
    "될",
    "됨",
    "됩",
    "돼",
    "됐",
    "받",
    "스럽",
    "스러",
)

# endings of native verbs, as conjoining jamo, longest first
ENDINGS = tuple(
    sorted(
        (
            unicodedata.normalize("NFD", ending)
            for ending in [
                "습니다",
                "ᆸ니다",
                "었습니다",
                "았습니다",
                "겠습니다",
                "었다",
                "았다",
                "는다",
                "ᆫ다",
                "다",
                "어요",
                "아요",
                "여요",
                "어서",
                "아서",
                "여서",
                "으면",
                "면",
                "으며",
                "며",
                "으면서",
                "면서",
                "고",
                "지만",
                "지",
                "지도",
                "기",
                "기만",
                "기에",
                "기도",
                "는데",
                "은데",
                "ᆫ데",
                "는",
                "은",
                "ᆫ",
                "을",
                "ᆯ",
                "던",
                "도록",
                "려고",
                "으려고",
                "러",
                "게",
                "니까",
                "으니까",
                "으니",
                "니",
                "므로",
                "으므로",
                "어",
                "아",
                "여",
                "었던",
                "았던",
                "었고",
                "았고",
                "자",
                "거나",
                "어도",
                "아도",
                "어야",
                "아야",
                "을수록",
                "ᆯ수록",
                "음",
                "ᆷ",
                "기가",
                "기를",
                "기는",
                "을지",
                "ᆯ지",
                "는지",
                "ᆫ지",
                "었을",
                "았을",
                "어지",
                "아지",
                "ᆫ다면",
                "는다면",
                "ᆫ다고",
                "는다고",
            ]
        ),
        key=lambda ending: (-len(ending), ending),
    )
)
SHORTEST_JAMO = 3

# helping verbs behind another verb, as they come out of jamo_stem
AUXILIARIES = frozenset(
    unicodedata.normalize("NFD", root) for root in "두 두었 뒀 않 않았 못하 놓 놓았 버리 버렸 봤 있 있었 없 없었".split()
)


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


def same_root(one: str, two: str) -> bool:
    """Whether two jamo stems agree from the start over most of their length."""
    shorter = min(len(one), len(two))
    shared = next((at for at in range(shorter) if one[at] != two[at]), shorter)
    return shared >= 4 and shared * 5 >= max(len(one), len(two)) * 3 and shared >= shorter - 1
