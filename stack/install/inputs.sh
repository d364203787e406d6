#!/bin/sh
# Writes the checksums of files and folders to a file, and touches it only when they changed: what depends on it is made
# again when its inputs differ, not when a checkout gave them a new time. What is installed, built or only tested is no
# input.  Usage: inputs.sh FILE PATH...
set -eu
file=$1
shift
mkdir -p "$(dirname "$file")"
for path in "$@"; do
    [ ! -e "$path" ] || find "$path" \( -name node_modules -o -name .next -o -name out -o -name tests -o -name tools -o -name screenshots \) -prune \
        -o -type f ! -name next-env.d.ts ! -name '*.tsbuildinfo' -exec cksum {} +
done | LC_ALL=C sort >"$file.new"
if cmp -s "$file.new" "$file"; then rm "$file.new"; else mv "$file.new" "$file"; fi
