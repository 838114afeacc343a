#!/bin/sh
# Start two copies of the app and nginx before them: https://localhost:8443.
# Needs the project's environment (make run once), nginx, and a certificate; without one, openssl
# makes one for this machine that browsers warn of. Stop with Ctrl+C.
set -eu
export MALLOC_ARENA_MAX=2
cd "$(dirname "$0")"
mkdir -p tls tmp

if [ ! -f tls/cert.pem ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout tls/key.pem -out tls/cert.pem 2>/dev/null
fi

copy() {
  cd ..
  # A copy that dies is started again.
  while :; do
    .venv/bin/python -m streamlit run dashboard.py --server.port "$1" || sleep 1
  done
}
copy 8501 &
copy 8502 &
# The signal reaches this shell too, which is not to answer it again.
trap 'trap - EXIT INT TERM; kill 0' EXIT INT TERM
nginx -p "$PWD" -c nginx.conf -g 'daemon off;'
