"""A believable shop to try things on: 禾木小铺, invented from its goods to its buyers."""

from app.services.demo.make import make_demo

DEMO_NAME = "禾木小铺"
DEMO_OWNER = "林晓"

__all__ = ["DEMO_NAME", "DEMO_OWNER", "make_demo"]
