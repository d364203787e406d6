"""``python -m workers.embedding``."""

from practice.settings import settings
from workers.runtime.start import start

if __name__ == "__main__":
    start("embedding", settings())
