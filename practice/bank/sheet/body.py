"""The prose of a question, put together from its blocks."""

import re

from practice.bank.sheet.blocks import Block

PLACEHOLDER = re.compile(r"[\W_]*(?:추가 ?예정|작성 ?예정|준비 ?중|추후 ?(?:추가|작성)|TODO|TBD|WIP|coming soon)[\W_]*", re.I)
# In brackets, which no answer stands in, more words say that something is still to be written.
UNWRITTEN = (
    r"(?:(?:나중에|추후에?|아직|곧|답|답변|답안|내용|여기) ?)*"
    r"(?:채우기|채울 ?(?:것|예정)|(?:추가|작성|정리|보완) ?(?:예정|중|필요|하기)|준비 ?중|추후 ?(?:추가|작성|정리))"
)
BRACKETED = re.compile(rf"[*_ ]*[(\[（【] *(?:(?:TODO|TBD|WIP|FIXME)\b[^()\[\]]*|{UNWRITTEN}) *[)\]）】][*_ .]*", re.I)


def prose(blocks: list[Block]) -> str:
    """The text of ``blocks`` without blank lines and rules around it, indented as far as its first line less."""
    filled = [at for at, block in enumerate(blocks) if not _is_edge(block)]
    kept = blocks[filled[0] : filled[-1] + 1] if filled else []
    indent = len(kept[0].text) - len(kept[0].text.lstrip(" \t")) if kept else 0
    return "\n".join(block.text[min(indent, len(block.text) - len(block.text.lstrip(" \t"))) :] for block in kept)


def _is_edge(block: Block) -> bool:
    return block.kind == "rule" or not block.text.strip()


def is_placeholder(text: str) -> bool:
    said = text.strip()
    return len(text) < 80 and bool(PLACEHOLDER.fullmatch(said) or BRACKETED.fullmatch(said))


def is_empty(text: str) -> bool:
    return not any(sign.isalnum() for sign in text) and not text.strip()
