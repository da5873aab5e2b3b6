{{- define "heal.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if or (eq .Release.Name $name) (hasPrefix (printf "%s-" $name) .Release.Name) }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" $name .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "heal.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "heal.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{ include "heal.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "heal.serviceAccount" -}}
{{- default (include "heal.fullname" .) .Values.serviceAccount.name }}
{{- end }}

{{- define "heal.remediationNamespace" -}}
{{- default .Release.Namespace .Values.remediationNamespace }}
{{- end }}

{{/* The Secret with the tokens of the callers. */}}
{{- define "heal.tokens" -}}
{{- default (printf "%s-tokens" (include "heal.fullname" .)) .Values.security.existingSecret }}
{{- end }}

{{- define "heal.image" -}}
{{- with .Values.image.registry }}{{ . }}/{{ end }}{{ .Values.image.repository }}
{{- if .Values.image.digest -}}
@{{ .Values.image.digest }}
{{- else -}}
:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}
{{- end }}

{{- define "heal.port" -}}
{{ dig "server" "port" 8080 .Values.config }}
{{- end }}

{{- define "heal.managementPort" -}}
{{ dig "management" "server" "port" 8081 .Values.config }}
{{- end }}

{{/* The token of the metrics, where the chart made it. */}}
{{- define "heal.scrapeAuthorization" -}}
{{- if not .Values.security.existingSecret }}
authorization:
  credentials: {name: {{ include "heal.tokens" . }}, key: metrics}
{{- end }}
{{- end }}

{{/* A claim as it is in the cluster. Only an upgrade asks: a template must not need one. */}}
{{- define "heal.claim" -}}
{{- if .root.Release.IsUpgrade }}
{{- lookup "v1" "PersistentVolumeClaim" .root.Release.Namespace .volume.claim | default dict | toYaml }}
{{- end }}
{{- end }}

{{/* The access modes of a claim: those that it has, those that are asked for, those that fit the replicas. */}}
{{- define "heal.accessModes" -}}
{{- $claim := include "heal.claim" . | fromYaml }}
{{- $several := gt (int .root.Values.replicas) 1 }}
{{- $modes := dig "spec" "accessModes" list $claim | default .volume.accessModes | default (list (ternary "ReadWriteMany" "ReadWriteOnce" $several)) }}
{{- if and $several (not (has "ReadWriteMany" $modes)) }}
{{- fail (printf "several replicas need ReadWriteMany for the claim %s, which is %s. Access modes cannot be changed: keep replicas at 1, or copy its content to a ReadWriteMany claim and name that one" .volume.claim (join ", " $modes)) }}
{{- end }}
{{- toYaml $modes }}
{{- end }}

{{/* What the chart knows of itself, below what the values say. */}}
{{- define "heal.config" -}}
{{- $own := dict "heal" (dict
  "workspace" (dict "root" .Values.workspace.mountPath)
  "state" (dict "dir" .Values.state.mountPath)
  "security" (dict "tokens-file" "/var/run/heal/tokens" "token-review" .Values.security.tokenReview)
  "alert" (dict "namespaces" .Values.namespaces)
  "watch" (dict "enabled" .Values.watch.enabled)
  "evidence" (dict "secrets" .Values.changes.secrets)
  "leader-election" (dict "enabled" (gt (int .Values.replicas) 1) "namespace" .Release.Namespace "lease" (include "heal.fullname" .))
  "remediation" (dict "enabled" "auto" "namespace" (include "heal.remediationNamespace" .) "workspace-claim" .Values.workspace.claim)) }}
{{- if ne (include "heal.remediationNamespace" .) .Release.Namespace }}
{{- $_ := set $own.heal.remediation "hand-over" "prompt" }}
{{- end }}
{{- if or .Values.customCA.configMap .Values.customCA.secret }}
{{- $_ := set $own "spring" (dict
  "ssl" (dict "bundle" (dict "pem" (dict "custom-ca" (dict "truststore" (dict "certificate" (printf "file:/var/run/heal-ca/%s" .Values.customCA.key))))))) }}
{{- $_ := set $own.heal "alertmanager" (dict "ssl-bundle" "custom-ca") }}
{{- end }}
{{- toYaml (mergeOverwrite $own (deepCopy .Values.config)) }}
{{- end }}

{{/* What Heal does with failing pods and what they belong to: it reads them, and says in events what it did. */}}
{{- define "heal.readRules" -}}
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [pods/log, namespaces]
  verbs: [get]
- apiGroups: [""]
  resources: [events]
  verbs: [list, create]
- apiGroups: [""]
  resources: [services, persistentvolumeclaims, resourcequotas, limitranges, serviceaccounts]
  verbs: [list]
- apiGroups: [""]
  resources: [configmaps{{ if .Values.changes.secrets }}, secrets{{ end }}]
  verbs: [get]
- apiGroups: [apps]
  resources: [controllerrevisions]
  verbs: [get, list]
- apiGroups: [apps]
  resources: [deployments, statefulsets, daemonsets, replicasets]
  verbs: [get, list]
- apiGroups: [batch]
  resources: [jobs, cronjobs]
  verbs: [get, list]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [get, list]
- apiGroups: [networking.k8s.io]
  resources: [ingresses, networkpolicies]
  verbs: [list]
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [list]
{{- end }}

{{- define "heal.binding" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "heal.serviceAccount" . }}
    namespace: {{ .Release.Namespace }}
{{- end }}
