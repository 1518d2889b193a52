#!/bin/sh
# Writes a backup of the store into a folder and keeps those of the last 30 days:
#
#   JETON_DATA=/var/lib/jeton backup.sh /var/lib/jeton-backups
#
# The service may run. The store is the SQLite file of JETON_DATA, or the PostgreSQL database of JETON_STORE.
# The master key is not in it, and must not lie beside it: keep a copy of master.key elsewhere, once.
# Needs sqlite3, or pg_dump of the server's version.
set -eu
folder=${1:?"usage: JETON_DATA=FOLDER backup.sh FOLDER"}
data=${JETON_DATA:?"JETON_DATA is not set: where are the store and the master key?"}
umask 077
mkdir -p "$folder"
moment=$(date -u +%Y%m%dT%H%M%SZ)
case ${JETON_STORE:-} in
  postgres://* | postgresql://*)
    file=$folder/jeton-$moment.pgdump
    pg_dump --format=custom --schema=jeton --file="$file.new" "$JETON_STORE"
    pg_restore --list "$file.new" >/dev/null
    ;;
  "")
    file=$folder/jeton-$moment.sqlite
    [ -s "$data/jeton.sqlite" ] || { echo "backup: there is no $data/jeton.sqlite" >&2; exit 1; }
    sqlite3 "$data/jeton.sqlite" ".timeout 10000" ".backup '$file.new'"
    found=$(sqlite3 "$file.new" "PRAGMA integrity_check")
    [ "$found" = ok ] || { echo "backup: $file.new is not whole: $found" >&2; exit 1; }
    ;;
  *)
    echo "backup: no way to save $JETON_STORE: use what its database has" >&2
    exit 1
    ;;
esac
mv "$file.new" "$file"
find "$folder" -maxdepth 1 -name 'jeton-*' -type f -mtime +30 -delete
echo "$file"
