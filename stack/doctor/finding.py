"""What a check found: fine, or a problem and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`remedy` is None when all is well."""

    what: str
    said: str
    remedy: str | None = None

    @property
    def fine(self) -> bool:
        return self.remedy is None

    def __str__(self) -> str:
        if self.fine:
            return f"ok       {self.what}: {self.said}"
        return f"problem  {self.what}: {self.said}\n         what to do: {self.remedy}"


Check = Callable[[], Finding]


def size(count: float) -> str:
    """Bytes as a person reads them."""
    for unit in ("B", "KB", "MB"):
        if count < 1024:
            return f"{count:.0f} {unit}"
        count /= 1024
    return f"{count:.1f} GB"
