#!/bin/sh
# Builds this tree and installs the command `jeton` from its packages into a folder of its own:
#
#   deploy/install.sh /opt/jeton
#
# Needs Node 20.19 or newer and npm; a compiler only where better-sqlite3 has no ready binary for this machine.
# Run again with a newer tree it upgrades; the folder before stays beside it, for the way back.
set -eu
target=${1:?"usage: deploy/install.sh FOLDER"}
cd "$(dirname "$0")/.."
packed=$(mktemp -d)
trap 'rm -rf "$packed"' EXIT
[ -d node_modules ] || npm ci --no-audit --no-fund
npx tsc -b packages/service
for package in core cli http keyfiles store validator service; do
  npm pack --silent --pack-destination "$packed" "./packages/$package" >/dev/null
done
rm -rf "$target.new"
mkdir -p "$target.new"
echo '{ "private": true, "type": "module", "allowScripts": { "better-sqlite3": true } }' >"$target.new/package.json"
(cd "$target.new" && npm install --omit=dev --no-audit --no-fund --silent "$packed"/*.tgz)
# The driver of tokens, compiled: an upgrade keeps it where somebody installed it.
if [ -d "$target/node_modules/pkcs11js" ]; then
  (cd "$target.new" && npm install --omit=dev --no-audit --no-fund --silent pkcs11js)
fi
node "$target.new/node_modules/@jeton/service/bin/jeton.mjs" --version >/dev/null
if [ -d "$target" ]; then
  rm -rf "$target.before"
  mv "$target" "$target.before"
fi
mv "$target.new" "$target"
echo "Installed jeton $(node "$target/node_modules/@jeton/service/bin/jeton.mjs" --version) in $target"
