"""Any bank at all, and any sheet: what properties are checked on."""

from dataclasses import replace

from hypothesis import strategies as st

from practice.bank.model import AXES, Bank, Extra, FollowUp, Question, RubricPoint, Section, Text, Texts

# Words and signs that mean something to Markdown, to HTML or to the sheet stand beside letters of any script.
TRAPS = (
    "<details>", "</details>", "<summary>", "</summary>", "```", "~~~", "`", "``", "<!--", "-->",
    "<!-- id: x -->", "1. ", "12) ", "Q1. ",
    "## ", "### Q2. ", "> ### Q3. ", "# ", "---", "- ", "  - ", "- [2] ", "[-1] ", "⭐", "❖ ", "**", "__",
    "\n", "\n\n", "\r", "\t", " ", "   ",
    "<br>", "</br>", "<input>", '<div markdown="1">', "</div>", "List<String>", "a < b", "TODO", "추가예정",
    "id: q", "; ", ", ", "exact: {}", "\\",
    "\u1112\u1161\u11ab", "한글", "\ufeff", "\u2028", "\x85", "\x0c", "😀", ":", "null", "~", '"', "'", "&",
    "*a", "%", "{", "}", "(en)", "답변", "hint",
)  # fmt: skip
LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
STRINGS = st.lists(st.one_of(st.sampled_from(TRAPS), st.text(LETTERS, max_size=6)), max_size=6).map("".join)
WORDS = st.sampled_from(("큐", "워커", "queue", "worker", "Why?", "왜 그런가요?", "x", "12", "값", "the", "is")).flatmap(
    lambda word: st.lists(st.just(word), min_size=1, max_size=3).map(" ".join)
)
SAID = st.one_of(WORDS, STRINGS)
IDS = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,11}", fullmatch=True)
SPOKEN = st.builds(Text, ko=st.none() | SAID, en=st.none() | SAID)
ASKED = SPOKEN.filter(lambda text: text.has_words)
LISTED = st.builds(Texts, ko=st.lists(SAID, max_size=2).map(tuple), en=st.lists(SAID, max_size=2).map(tuple))
LOOKED_AT = st.lists(st.sampled_from(AXES), max_size=3).map(tuple)
WEIGHTS = st.sampled_from((-2, -1, 1, 2, 3, 100))
POINTS = st.builds(RubricPoint, id=IDS, weight=WEIGHTS, text=ASKED, hints=LISTED, axes=LOOKED_AT)
FOLLOWUPS = st.builds(FollowUp, id=IDS, text=ASKED, aims_at=st.none() | IDS, answer=SPOKEN)
EXTRAS = st.builds(Extra, label=SAID, text=SPOKEN)


def of_its_axes(question: Question) -> Question:
    """No point of a question names an axis that the question does not have."""
    points = (replace(point, axes=tuple(axis for axis in point.axes if axis in question.axes)) for point in question.rubric)
    return replace(question, rubric=tuple(points))


def questions(sections: st.SearchStrategy[str]) -> st.SearchStrategy[Question]:
    return st.builds(
        Question,
        id=IDS,
        section=sections,
        text=ASKED,
        axes=LOOKED_AT,
        difficulty=st.none() | st.integers(1, 5),
        time_s=st.none() | st.integers(1, 86400),
        tags=st.lists(SAID, max_size=2).map(tuple),
        subsection=st.none() | SAID,
        answer=SPOKEN,
        rubric=st.lists(POINTS, max_size=3, unique_by=lambda point: point.id).map(tuple),
        followups=st.lists(FOLLOWUPS, max_size=2, unique_by=lambda followup: followup.id).map(tuple),
        hints=LISTED,
        one_minute=SPOKEN,
        extras=st.lists(EXTRAS, max_size=2).map(tuple),
    ).map(of_its_axes)


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    sections = draw(st.lists(st.builds(Section, id=SAID, title=SPOKEN), max_size=3, unique_by=lambda section: section.id))
    names = st.sampled_from([section.id for section in sections]) if sections else SAID
    return Bank(
        slug=draw(IDS),
        title=draw(SPOKEN),
        license=draw(st.none() | SAID),
        source=draw(st.none() | SAID),
        lang=draw(st.sampled_from(("ko", "en"))),
        sections=tuple(sections),
        questions=tuple(draw(st.lists(questions(names | SAID), max_size=4, unique_by=lambda question: question.id))),
    )


# A line of a sheet that may stand anywhere; {} becomes a word that stands nowhere else.
LINES = (
    "{}", "{} {}", "", "", "", "1. {}", "2. {} ⭐⭐", "3) {}", "**4. {}**", "Q5. {}", "## {}", "## 1. {}",
    "### {}", "#### ❖ {}", "### Q1. {}", "> ### Q2. {}",
    "1. ### {}", "# {}", "---", "```", "```python", "~~~", "<details>", "</details>",
    "<summary>답변</summary>", "<summary>정답 {}</summary>", "<summary>{}</summary>",
    "<details><summary>채점 기준</summary>", "<details><summary>Follow-ups</summary>",
    "<details><summary>힌트</summary>", "- [2] {}", "- {}", "  - {}", "    {}",
    "- [2] {} <!-- axes: depth, {} -->", "- [1] {} <!-- axes: ai; axis: {} -->", "<!-- axes: depth, ai -->",
    "<!-- id: {}; tags: {} -->", "<!-- {} -->", "<!--", "-->", "<br>", '<div markdown="1">', "</div>",
    "<form>{}</form>", "List<{}>", "`<details>` {}", "{} `", "> {}",
    "추가예정", "| {} | {} |", "1. [{}](#a)", "</details>{}", "<details><summary>{}?</summary>{}</details>",
    '<!-- exact: {{"tags": ["{}"]}} -->',
    "Q. {}", "A. {}", "A2. {}", "**A.** {}", "답변: {}", "**답변**", "#### 정답", "-> {}", "- {}?", "  - {}?", "  > {}", "> {}?",
    "꼬리질문: {}", "- **꼬리질문 1:** {}", "  추가 질문: {}?", "**꼬리질문**", "#### 심화 질문", "- 꼬리질문:", "질문: {}",
    "**질문 2. {}**", "<details><summary>펼치기</summary>", "<summary>평가 {} 무엇인가요?</summary>", "  ```", "1. {}", "2. {}?",
    "| 질문 | {} |",
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.sampled_from(LINES), max_size=30))
    words = iter(range(100_000))
    return "\n".join(numbered(line, words) for line in lines)


def numbered(line: str, words: object) -> str:
    holes = line.count("{}")
    return line.format(*(f"word{next(words)}end" for _ in range(holes)))  # type: ignore[call-overload]
