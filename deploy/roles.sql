-- Two databases, because one would betray, and a role for each part of the program. Run once, by
-- psql of PostgreSQL 15 or newer, as the database's administrator; the passwords come from the environment.
-- What each role may touch inside the databases, storage/grants.py says and the clock grants.
\set ON_ERROR_STOP on
\getenv clock_password KUULOLLA_CLOCK_PASSWORD
\getenv chat_password KUULOLLA_CHAT_PASSWORD
\getenv console_password KUULOLLA_CONSOLE_PASSWORD

CREATE ROLE kuulolla_clock LOGIN PASSWORD :'clock_password';
CREATE ROLE kuulolla_chat LOGIN PASSWORD :'chat_password';
CREATE ROLE kuulolla_console LOGIN PASSWORD :'console_password';
-- The release waits for whoever could still see deleted rows, so it has to see who is there.
GRANT pg_read_all_stats TO kuulolla_clock;

CREATE DATABASE kuulolla_contacts OWNER kuulolla_clock;
CREATE DATABASE kuulolla_office OWNER kuulolla_clock;
REVOKE ALL ON DATABASE kuulolla_contacts, kuulolla_office FROM PUBLIC;
GRANT CONNECT ON DATABASE kuulolla_contacts TO kuulolla_chat;
GRANT CONNECT ON DATABASE kuulolla_office TO kuulolla_chat, kuulolla_console;
