#!/bin/sh
# Tests a login with curl alone. KEYS: the virtual keys; LOGIN: the login that is tested.
set -eu
KEYS=${KEYS:-http://127.0.0.1:8090}/api/v1/keys
LOGIN=${LOGIN:-http://127.0.0.1:3000}
name=sh-$$-$(date +%s)
failed=0

# Signs up as $1 with a key of kind $2, and makes a virtual key of the URI that the page shows.
sign_up() {
  uri=$(curl -fsS "$LOGIN/sign-up" -d "name=$1" -d password=correct-horse -d "kind=$2" |
    sed -n 's/.*<output>\(.*\)<\/output>.*/\1/p' | sed 's/&amp;/\&/g')
  curl -fsS "$KEYS" -H 'content-type: application/json' -o /dev/null \
    -d "{\"from\":\"otpauth\",\"uri\":\"$uri\",\"serial\":\"$1\"}"
}

# A code of the key $1 that the key shows for 5 more seconds; $2 asks for a wrong one.
code() { curl -fsS "$KEYS/$1/code.txt?min-validity=5${2:+&wrong=$2}"; }

# Presses the button of the key $1.
press() { curl -fsS "$KEYS/$1/button" -H 'content-type: application/json' -d '{"act":"press"}' -o /dev/null; }

# Logs in as $1 with the code $2 and expects the status $3; $4 says what is tested.
expect() {
  status=$(curl -sS -o /dev/null -w '%{http_code}' "$LOGIN/" \
    -d "name=$1" -d password=correct-horse -d "code=$2")
  if [ "$status" = "$3" ]; then echo "ok      $4"; else
    failed=1
    echo "FAILED  $4: found $status, expected $3"
  fi
}

sign_up "$name-t" totp
expect "$name-t" "$(code "$name-t" flipped-digit)" 403 "a wrong code is refused"
expect "$name-t" "$(code "$name-t" expired)" 403 "a code of five minutes ago is refused"
expect "$name-t" "$(code "$name-t")" 200 "the code on the key logs in"
expect "$name-t" "$(code "$name-t" replayed)" 403 "the same code does not log in twice"

sign_up "$name-h" hotp
press "$name-h"
expect "$name-h" "$(code "$name-h")" 200 "the first press logs in"
press "$name-h"
press "$name-h"
expect "$name-h" "$(code "$name-h")" 200 "a press that nobody used does no harm"
expect "$name-h" "$(code "$name-h" expired)" 403 "the code that was passed over is refused"

for key in "$name-t" "$name-h"; do curl -fsS -X DELETE "$KEYS/$key"; done
exit $failed
