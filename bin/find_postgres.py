"""Prints the address of a PostgreSQL that answers: DATABASE_URL's, else a local server's; exit 1 without one."""

import os
import sys

import psycopg

LOCAL = ("postgresql://postgres@127.0.0.1:5432/postgres", "postgresql:///postgres")


def answers(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=3) as connection:
            # The suite makes a database of its own.
            row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            return bool((row.fetchone() or (False,))[0])
    except psycopg.Error:
        return False


def main() -> int:
    named = os.environ.get("DATABASE_URL")
    for address in (named,) if named else LOCAL:
        if address and answers(address):
            print(address if named else address.rsplit("/", 1)[0] + "/kheo")
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
