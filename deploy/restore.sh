#!/bin/sh
# Puts a backup in the place of the SQLite store. Stop the service first:
#
#   systemctl stop jeton
#   JETON_DATA=/var/lib/jeton restore.sh /var/lib/jeton-backups/jeton-20261130T023000Z.sqlite
#   systemctl start jeton
#
# What was there is moved aside and never deleted. Jeton notices that its store is an older one: every code that
# was shown until then counts as used, and holders give the next one. A PostgreSQL store is restored by
# pg_restore; nothing else has to be done there.
set -eu
backup=${1:?"usage: JETON_DATA=FOLDER restore.sh BACKUP"}
data=${JETON_DATA:?"JETON_DATA is not set: where are the store and the master key?"}
fail() { echo "restore: $*" >&2; exit 1; }
umask 077
found=$(sqlite3 -readonly "$backup" "PRAGMA integrity_check" 2>&1) || fail "cannot read $backup: $found"
[ "$found" = ok ] || fail "$backup is not whole: $found"
[ -f "$data/master.key" ] || [ -n "${JETON_MASTER_KEY:-}" ] ||
  fail "there is no $data/master.key: put the master key of this store back first"
# A running service holds the file open, and would go on writing to the one that was moved away.
for process in /proc/[0-9]*; do
  for open in "$process"/fd/*; do
    [ "$(readlink "$open" 2>/dev/null)" != "$(readlink -f "$data")/jeton.sqlite" ] ||
      fail "process ${process#/proc/} has the store open: stop the service first"
  done
done
aside=$data/before-$(date -u +%Y%m%dT%H%M%SZ)
mkdir "$aside"
for file in "$data"/jeton.sqlite "$data"/jeton.sqlite-wal "$data"/jeton.sqlite-shm; do
  [ ! -e "$file" ] || mv "$file" "$aside/"
done
cp "$backup" "$data/jeton.sqlite"
# Started as root, the files stay the service's.
chown --reference="$data" "$data/jeton.sqlite" "$aside" 2>/dev/null || true
echo "Restored $data/jeton.sqlite; what was there is in $aside"
