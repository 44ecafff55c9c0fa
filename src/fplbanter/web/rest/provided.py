"""What routes are given: the product that the app was built on."""

from typing import Annotated, cast

from fastapi import Depends, Request

from fplbanter.services.product import Product


def product(request: Request) -> Product:
    """Return the product of the app that serves this request."""
    return cast("Product", request.app.state.product)


ProductGiven = Annotated[Product, Depends(product)]
