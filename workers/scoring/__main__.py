"""``python -m workers.scoring``."""

import sys

from practice.scoring.providers.rules import ProviderIncomplete, check_provider
from practice.settings import settings
from workers.runtime.start import start

if __name__ == "__main__":
    try:
        check_provider(settings())
    except ProviderIncomplete as error:
        sys.exit(str(error))
    start("scoring", settings())
