#!/bin/sh
# Reads secrets that come as files, then runs `jeton` with the words that follow.
set -eu
if [ -n "${JETON_MASTER_KEY_FILE:-}" ]; then
  JETON_MASTER_KEY=$(cat "$JETON_MASTER_KEY_FILE")
  export JETON_MASTER_KEY
fi
if [ -n "${PGPASSWORD_FILE:-}" ]; then
  PGPASSWORD=$(cat "$PGPASSWORD_FILE")
  export PGPASSWORD
fi
exec jeton "$@"
