"""Rival (iii): the plain aiogram survey with one SQLModel commit for each answer."""

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlmodel import Field, Session, SQLModel, create_engine

from tests.bench.rivals.conversation import DATABASE
from tests.bench.rivals.survey import run


class Answered(SQLModel, table=True):
    """One answer, beside the name of whoever gave it: what our own house exists to avoid."""

    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(index=True)
    question: int
    value: str


def main() -> None:
    """Durable as our own box is: a log, and a sync for each commit."""
    engine = create_engine(f"sqlite:///{DATABASE}")

    @event.listens_for(engine, "connect")
    def settings(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")

    SQLModel.metadata.create_all(engine)

    def keep(person: int, question: int, value: str) -> None:
        with Session(engine) as session:
            session.add(Answered(person=person, question=question, value=value))
            session.commit()

    run(keep)


if __name__ == "__main__":
    main()
