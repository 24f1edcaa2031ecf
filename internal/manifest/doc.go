// Package manifest reads what a cluster is told, as it is: autoscalers of Kubernetes
// (autoscaling/v2) and what containers of Deployments, StatefulSets and
// Compose files request. It reads
// strictly what decides about replicas: unknown keys, types and values out of bounds are
// errors with their place. The bounds are those of Kubernetes v1.37
// (pkg/apis/autoscaling/validation): a window of 3600 s at most, a policy's period of
// 1800 s, values above 0.
package manifest
