package autoscale

// Fault says why a metric makes no proposal. It is an error unless it is Sound.
type Fault uint8

// Faults of metrics.
const (
	Sound      Fault = iota
	NoReading        // the source could not be read
	NoPods           // the target has no pods
	NoSample         // no sample of a usable pod
	NoRequest        // a container has no request, so that 100 % is unknown
	NoTarget         // the target is not above 0
	NotAMetric       // a type that is not known, or without its source
)

// Error is the fault in words.
func (f Fault) Error() string {
	return [...]string{
		"no fault",
		"the metric cannot be read",
		"the target has no pods",
		"nothing left to average",
		"a container has no request",
		"the target of the metric is not above 0",
		"the metric is of an unknown type",
	}[min(f, NotAMetric)]
}
