"""What the tables of both databases share: how constraints are named, and columns of bytes."""

from typing import Any

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
WITHOUT_ROWID = {"sqlite_with_rowid": False}  # a hidden row id would record the order of arrival


def binary(*, primary_key: bool = False) -> Any:
    """A column of bytes that is always there."""
    return Field(sa_column=Column(LargeBinary, primary_key=primary_key, nullable=False))
