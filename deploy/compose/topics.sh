#!/usr/bin/env bash
# Makes the topics as deploy/kubernetes/base/generated/topics.yaml describes them, with one replica; safe to call again.
set -euo pipefail
broker=${1:-kafka:9092} descriptions=${2:-/etc/rapport/topics.yaml}
name= configs=()
flush() {
  if [ -n "$name" ]; then
    local flags=() config
    for config in "${configs[@]}"; do flags+=(--config "$config"); done
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$broker" --create --if-not-exists --topic "$name" --partitions 4 "${flags[@]}"
  fi
  name= configs=()
}
while IFS= read -r line; do
  case $line in
    '  name: '*) name=${line#'  name: '} ;;
    '    min.insync.replicas: '*) ;;
    '    '*.*': "'*) key=${line%%:*}; value=${line#*\"}; configs+=("${key//[[:space:]]/}=${value%\"}") ;;
    '---') flush ;;
  esac
done <"$descriptions"
flush
