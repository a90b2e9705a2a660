#!/usr/bin/env bash
# Five databases, each with its three logins, as deploy/local/.../ServiceDatabase.java makes them. Run once, on an empty volume.
set -euo pipefail
: "${RAPPORT_DB_OWNER_PASSWORD:?}" "${RAPPORT_DB_REST_PASSWORD:?}" "${RAPPORT_DB_WORKER_PASSWORD:?}"
sql() { psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$1" --no-psqlrc --quiet "${@:2}"; }
sql postgres -c 'CREATE ROLE rapport_rest NOLOGIN' -c 'CREATE ROLE rapport_worker NOLOGIN'
for name in gateway message review care score; do
  sql postgres --set name="$name" --set owner="$RAPPORT_DB_OWNER_PASSWORD" --set rest="$RAPPORT_DB_REST_PASSWORD" \
    --set worker="$RAPPORT_DB_WORKER_PASSWORD" <<'SQL'
SELECT :'name' || '_owner' AS o, :'name' || '_rest' AS r, :'name' || '_worker' AS w \gset
CREATE ROLE :"o" LOGIN NOSUPERUSER BYPASSRLS PASSWORD :'owner';
CREATE ROLE :"r" LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'rest' IN ROLE rapport_rest;
CREATE ROLE :"w" LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'worker' IN ROLE rapport_worker;
CREATE DATABASE :"name" OWNER :"o";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"r", :"w";
SQL
  sql "$name" --set owner="${name}_owner" <<'SQL'
ALTER SCHEMA public OWNER TO :"owner";
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO rapport_rest, rapport_worker;
SQL
done
