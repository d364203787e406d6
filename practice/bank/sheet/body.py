"""The prose of a question, put together from its blocks."""

import re

from practice.bank.sheet.blocks import Block

PLACEHOLDER = re.compile(r"[\W_]*(?:추가 ?예정|작성 ?예정|준비 ?중|추후 ?(?:추가|작성)|TODO|TBD|WIP|coming soon)[\W_]*", re.I)


def prose(blocks: list[Block]) -> str:
    """The text of ``blocks`` without blank lines and rules around it, indented as far as its first line less."""
    filled = [at for at, block in enumerate(blocks) if not _is_edge(block)]
    kept = blocks[filled[0] : filled[-1] + 1] if filled else []
    indent = len(kept[0].text) - len(kept[0].text.lstrip(" \t")) if kept else 0
    return "\n".join(block.text[min(indent, len(block.text) - len(block.text.lstrip(" \t"))) :] for block in kept)


def _is_edge(block: Block) -> bool:
    return block.kind == "rule" or not block.text.strip()


def is_placeholder(text: str) -> bool:
    return len(text) < 80 and bool(PLACEHOLDER.fullmatch(text.strip()))


def is_empty(text: str) -> bool:
    return not any(sign.isalnum() for sign in text) and not text.strip()
