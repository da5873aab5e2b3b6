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
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}
{{- end }}

{{/* What the chart knows of itself, below what the values say. */}}
{{- define "heal.config" -}}
{{- $own := dict "heal" (dict
  "workspace" (dict "root" .Values.workspace.mountPath)
  "state" (dict "dir" .Values.state.mountPath)
  "security" (dict "tokens-file" "/var/run/heal/tokens" "token-review" .Values.security.tokenReview)
  "alert" (dict "namespaces" .Values.namespaces)
  "leader-election" (dict "enabled" (gt (int .Values.replicas) 1) "namespace" .Release.Namespace "lease" (include "heal.fullname" .))
  "remediation" (dict "namespace" (include "heal.remediationNamespace" .) "workspace-claim" .Values.workspace.claim)) }}
{{- if ne (include "heal.remediationNamespace" .) .Release.Namespace }}
{{- $_ := set $own.heal.remediation "hand-over" "prompt" }}
{{- end }}
{{- toYaml (mergeOverwrite $own .Values.config) }}
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
- apiGroups: [apps]
  resources: [controllerrevisions]
  verbs: [get]
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
{{- end }}

{{- define "heal.binding" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "heal.serviceAccount" . }}
    namespace: {{ .Release.Namespace }}
{{- end }}
