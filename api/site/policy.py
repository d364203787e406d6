"""The content security policy: scripts only from here, inline ones only by their hash."""

import base64
import hashlib
import re
from pathlib import Path

INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


def inline_hashes(page: bytes) -> list[str]:
    """The CSP sources of the inline scripts of an HTML page."""
    digests = {base64.b64encode(hashlib.sha256(script).digest()).decode() for script in INLINE.findall(page)}
    return [f"'sha256-{digest}'" for digest in sorted(digests)]


def policy_of(file: Path) -> str:
    """The policy of one page; styles keep 'unsafe-inline' because the page's libraries set style attributes."""
    scripts = " ".join(["'self'", *inline_hashes(file.read_bytes())])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
