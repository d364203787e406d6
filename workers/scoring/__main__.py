"""``python -m workers.scoring``."""

import sys

from practice.scoring.providers.rules import BudgetWithoutPrices, check_prices
from practice.settings import settings
from workers.runtime.start import start

if __name__ == "__main__":
    try:
        check_prices(settings())
    except BudgetWithoutPrices as error:
        sys.exit(str(error))
    start("scoring", settings())
