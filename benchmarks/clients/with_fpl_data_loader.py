"""
`fpl-data-loader`, tables for pandas, pointed here: requests.

How: the constant with the base address is replaced in the module that uses it.
"""

import sys

from fpl_data_loader import load, transform  # type: ignore[import-not-found]
from told import Told  # type: ignore[import-not-found]


def main(base: str) -> None:
    load.BASE_URL = base
    transform.BASE_URL = base
    told = Told("fpl-data-loader")
    raw = load.FplApiDataRaw()
    count = len(raw.elements_json)
    told("FplApiDataRaw()", f"{count} players", count > 500)
    shown = len(raw.fixtures_json)
    told("fixtures_json", f"{shown} matches", shown == 380)
    summary = load.get_element_summary(13)
    told("get_element_summary(13)", f"{len(summary)} parts", "history" in summary)
    tables = transform.FplApiDataTransformed()
    rows = len(tables.players_df)
    told("FplApiDataTransformed()", f"{rows} rows for pandas", rows > 100)


if __name__ == "__main__":
    main(sys.argv[1])
