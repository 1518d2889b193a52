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

# Presses the button of the key $1.
press() {
  curl -fsS "$KEYS/$1/button" -H 'content-type: application/json' -d '{"act":"press"}' -o /dev/null
}

# Logs in as $1 and expects the status $3; $4 says what is tested. The code is "right", one that the
# key shows for 5 more seconds, or wrong in the way that $2 names.
expect() {
  wrong=
  [ "$2" = right ] || wrong="&wrong=$2"
  code=$(curl -fsS "$KEYS/$1/code.txt?min-validity=5$wrong")
  status=$(curl -sS -o /dev/null -w '%{http_code}' "$LOGIN/" \
    -d "name=$1" -d password=correct-horse -d "code=$code")
  if [ "$status" = "$3" ]; then
    echo "ok      $4"
  else
    echo "FAILED  $4: found $status, expected $3"
    failed=1
  fi
}

sign_up "$name-t" totp
expect "$name-t" flipped-digit 403 "a wrong code is refused"
expect "$name-t" expired 403 "a code of five minutes ago is refused"
expect "$name-t" right 200 "the code on the key logs in"
expect "$name-t" replayed 403 "the same code does not log in twice"

sign_up "$name-h" hotp
press "$name-h"
expect "$name-h" right 200 "the first press logs in"
press "$name-h"
press "$name-h"
expect "$name-h" right 200 "a press that nobody used does no harm"
expect "$name-h" expired 403 "the code that was passed over is refused"

for key in "$name-t" "$name-h"; do curl -fsS -X DELETE "$KEYS/$key"; done
exit $failed
