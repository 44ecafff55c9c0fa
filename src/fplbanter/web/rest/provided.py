"""What routes are given: the product that the app was built on."""

from typing import Annotated, cast

from fastapi import Depends, Request

from fplbanter.services.product import Product
from fplbanter.services.status import StatusDesk


def product(request: Request) -> Product:
    """Return the product of the app that serves this request."""
    return cast("Product", request.app.state.product)


def status_desk(request: Request) -> StatusDesk:
    """Return what says how this installation is."""
    return cast("StatusDesk", request.app.state.status)


ProductGiven = Annotated[Product, Depends(product)]
StatusGiven = Annotated[StatusDesk, Depends(status_desk)]
