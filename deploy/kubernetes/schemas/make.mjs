// Makes the schemas beside it. See README.md: what it needs and where it is to be run.
import { createGenerator } from 'ts-json-schema-generator';
import { parse } from 'yaml';
import fs from 'node:fs';
import path from 'node:path';

const [target, strimzi] = process.argv.slice(2);
const models = {
  Deployment: 'kubernetes-models/apps/v1/Deployment',
  Service: 'kubernetes-models/v1/Service',
  ServiceAccount: 'kubernetes-models/v1/ServiceAccount',
  ConfigMap: 'kubernetes-models/v1/ConfigMap',
  Namespace: 'kubernetes-models/v1/Namespace',
  NetworkPolicy: 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy',
  PodDisruptionBudget: 'kubernetes-models/policy/v1/PodDisruptionBudget',
  HTTPRoute: '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute',
  ScaledObject: '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject',
  TriggerAuthentication: '@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication',
  Cluster: '@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1/Cluster',
  ScheduledBackup: '@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1/ScheduledBackup',
  PodMonitor: '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor',
  PrometheusRule: '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule',
};

const write = (apiVersion, kind, schema) =>
  fs.writeFileSync(path.join(target, `${apiVersion.replace('/', '_')}.${kind}.json`), JSON.stringify(schema) + '\n');

for (const [kind, module] of Object.entries(models)) {
  fs.writeFileSync('kinds.ts', `import { I${kind} } from "${module}";\nexport type Wanted = I${kind};\n`);
  fs.writeFileSync('tsconfig.json', JSON.stringify({
    compilerOptions: { module: 'nodenext', moduleResolution: 'nodenext', target: 'es2022', strict: true, skipLibCheck: true, types: [] },
    files: ['kinds.ts'],
  }));
  const schema = createGenerator({
    path: 'kinds.ts', tsconfig: 'tsconfig.json', skipTypeCheck: true, topRef: false, jsDoc: 'none',
    // Two models of one package may share a short name: theirs are written out where they are used.
    expose: kind === 'Cluster' ? 'none' : 'all', additionalProperties: false,
  }).createSchema('Wanted');
  const apiVersion = /"apiVersion":\{[^}]*"const":"([^"]+)"/.exec(JSON.stringify(schema))[1];
  write(apiVersion, kind, schema);
}

// A custom resource's schema, as a cluster applies it: what it does not name is unknown.
const strict = (node) => {
  if (Array.isArray(node)) return node.map(strict);
  if (node === null || typeof node !== 'object') return node;
  const out = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'description' && typeof value === 'string') continue;
    if (key === 'properties') {
      out.properties = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strict(inner)]));
    } else if (!key.startsWith('x-kubernetes-')) {
      out[key] = strict(value);
    }
  }
  if (node['x-kubernetes-int-or-string']) { delete out.anyOf; out.type = ['integer', 'string']; }
  if (node.nullable) { out.type = [out.type, 'null']; }
  if (out.properties && out.additionalProperties === undefined && !node['x-kubernetes-preserve-unknown-fields']) {
    out.additionalProperties = false;
  }
  return out;
};

for (const file of fs.readdirSync(strimzi).filter((name) => name.endsWith('.yaml'))) {
  const crd = parse(fs.readFileSync(path.join(strimzi, file), 'utf8'));
  const version = crd.spec.versions.find((one) => one.storage) ?? crd.spec.versions[0];
  const schema = strict(version.schema.openAPIV3Schema);
  schema.properties.metadata = { type: 'object' };
  delete schema.properties.status;
  write(`${crd.spec.group}/${version.name}`, crd.spec.names.kind, schema);
}
