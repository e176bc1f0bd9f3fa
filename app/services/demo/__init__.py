"""A believable shop to try things on: 禾木小铺, invented from its goods to its buyers."""

from app.services.demo.make import make_demo

__all__ = ["make_demo"]
