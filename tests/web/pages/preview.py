"""
Look at the pages without the rest of the product.

    python tests/web/pages/preview.py [port]
"""

import sys
from pathlib import Path

import uvicorn

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.web.pages.product import StillProduct, site

if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8001
    uvicorn.run(site(StillProduct()), host="127.0.0.1", port=port, log_level="warning")
