"""The pages people see; filled in next."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
