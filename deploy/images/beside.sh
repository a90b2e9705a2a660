# Sourced by train and measure: a database and a broker of their own, and a service of an image beside them. Ends with the shell.
docker=${DOCKER:-docker}
postgres=${RAPPORT_POSTGRES_IMAGE:-postgres:18}
kafka=${RAPPORT_KAFKA_IMAGE:-apache/kafka:4.1.1}
name=rapport-beside-$$
images=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
password=$(head -c 18 /dev/urandom | base64 | tr -d '/+=')
issuer=$(openssl genrsa 2048 2>/dev/null | openssl rsa -pubout -outform DER 2>/dev/null | base64 -w0)

end_beside() {
  "$docker" rm -fv "$name-app" "$name-db" "$name-kafka" >/dev/null 2>&1 || true
  "$docker" network rm "$name" >/dev/null 2>&1 || true
}

until_true() { # SECONDS COMMAND…
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $end ]; then
      echo "gave up on: $*" >&2
      "$docker" logs --tail 30 "$name-app" >&2 2>/dev/null || true
      return 1
    fi
    sleep 0.2
  done
}

begin_beside() {
  trap end_beside EXIT
  "$docker" network create "$name" >/dev/null
  "$docker" run -d --name "$name-db" --network "$name" --network-alias db -e POSTGRES_PASSWORD="$password" \
    -e RAPPORT_DB_OWNER_PASSWORD="$password" -e RAPPORT_DB_REST_PASSWORD="$password" -e RAPPORT_DB_WORKER_PASSWORD="$password" \
    -v "$images/../compose/postgres:/docker-entrypoint-initdb.d:ro" "$postgres" postgres -c max_connections=200 -c timezone=UTC >/dev/null
  "$docker" run -d --name "$name-kafka" --network "$name" --network-alias kafka \
    -e KAFKA_NODE_ID=1 -e KAFKA_PROCESS_ROLES=broker,controller -e KAFKA_CONTROLLER_QUORUM_VOTERS=1@localhost:9093 \
    -e KAFKA_LISTENERS=PLAINTEXT://:9092,CONTROLLER://:9093 -e KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://kafka:9092 \
    -e KAFKA_CONTROLLER_LISTENER_NAMES=CONTROLLER -e KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR=1 \
    -e KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS=0 -e KAFKA_HEAP_OPTS="-Xms128m -Xmx512m" \
    -e KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT "$kafka" >/dev/null
  # Over TCP: while it sets itself up it listens on its socket only.
  until_true 90 "$docker" exec "$name-db" pg_isready -h 127.0.0.1 -U postgres
  until_true 90 "$docker" exec "$name-kafka" /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --list
  "$docker" cp -q "$images/../kubernetes/base/generated/topics.yaml" "$name-kafka:/tmp/topics.yaml"
  "$docker" cp -q "$images/../compose/topics.sh" "$name-kafka:/tmp/topics.sh"
  "$docker" exec "$name-kafka" bash /tmp/topics.sh kafka:9092 /tmp/topics.yaml >/dev/null
}

# How a service is run everywhere: its root read-only, no capability, nothing to write but /tmp. begin_service SERVICE OPTION… IMAGE COMMAND…
begin_service() {
  local database=${1%-service}; shift
  "$docker" ${BEGIN:-run -d} --name "$name-app" --network "$name" --read-only --tmpfs /tmp:size=256m,mode=1777 --cap-drop ALL \
    --security-opt no-new-privileges --memory 400m -p 127.0.0.1::8080 -p 127.0.0.1::9080 \
    -e RAPPORT_KAFKA=kafka:9092 -e RAPPORT_PROFILE=local -e RAPPORT_LOCAL_PUBLIC_KEY="$issuer" -e RAPPORT_OIDC_ISSUER=https://rapport.local \
    -e RAPPORT_DB_URL="jdbc:postgresql://db:5432/$database" -e RAPPORT_DB_OWNER="${database}_owner" -e RAPPORT_DB_OWNER_PASSWORD="$password" \
    -e RAPPORT_DB_REST="${database}_rest" -e RAPPORT_DB_REST_PASSWORD="$password" \
    -e RAPPORT_DB_WORKER="${database}_worker" -e RAPPORT_DB_WORKER_PASSWORD="$password" \
    -e RAPPORT_SESSION_KEY="$password" -e RAPPORT_WEBHOOK_KEY="$password" "$@" >/dev/null
}

# Where a service tells that it is ready: the gateway at the one door, for everybody. health SERVICE live|ready
health() {
  local port=9080
  [ "$1" != gateway ] || port=8080
  echo "http://$("$docker" port "$name-app" $port/tcp | head -n 1)/q/health/$2"
}
