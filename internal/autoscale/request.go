package autoscale

// Container is what a container of a pod asks for, in thousandths of a core or of a
// byte; absent is nil.
type Container struct {
	Name    string // within its pod
	Request *int64 // absent is nil
	Init    bool   // runs before the others,
	Restart bool   // and stays beside them
}

// Request is 100 % of the use of a pod, in thousandths: the request of the pod itself
// where there is one, or the sum over its containers and those init containers that
// stay. A name is one container, whatever the pod asks for. It is nil where a container
// that counts asks for nothing (RC: calculateRequests; KEP-1610, KEP-2837).
func Request(containers []Container, whole *int64, name string) *int64 {
	if whole != nil && name == "" {
		return whole
	}
	sum := int64(0)
	for i := range containers {
		c := &containers[i]
		if c.Init && !c.Restart || name != "" && c.Name != name {
			continue
		}
		if c.Request == nil {
			return nil
		}
		sum += *c.Request
	}
	return &sum
}
