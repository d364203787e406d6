"""What a call is expected to use, and what one used that ended without telling: tokens by the length of the texts."""

import json

from practice.scoring.providers.port import Prompt, Usage

# of UTF-8: about right for Korean, more than enough for English
BYTES_PER_TOKEN = 3
# a point with its quotes and its sentence; summary and follow-up take as much as one more
TOKENS_PER_POINT = 150


def usage_of(prompt: Prompt, heard: str) -> Usage:
    """Of a call that was sent this and of which so much was heard."""
    sent = prompt.instructions + prompt.data + json.dumps(prompt.schema, ensure_ascii=False)
    return Usage(_tokens(sent), _tokens(heard))


def usage_ahead(prompt: Prompt, points: int, most: int) -> Usage:
    """Of a call that is still to be made, on so many points; ``most``: tokens that the reply may have."""
    return Usage(usage_of(prompt, "").tokens_in, min(most, TOKENS_PER_POINT * (points + 1)))


def _tokens(text: str) -> int:
    return -(-len(text.encode(errors="replace")) // BYTES_PER_TOKEN)
