package autoscale

// Source is the type of a metric.
type Source uint8

// Sources of metrics. A metric of an unknown type always fails.
const (
	Unknown Source = iota
	Resource
	ContainerResource
	PodMetric
	Object
	External
	Alarm // an alert rule of a Trigger: its reading is the proposal
)

// Kind is what a target is held against.
type Kind uint8

// Kinds of targets.
const (
	OfRequest Kind = iota // percent of the request
	OfPod                 // thousandths for each pod
	OfTotal               // thousandths in all
)

// Metric is a metric of an autoscaler.
type Metric struct {
	Source Source // where it is read
	Name   string // cpu and memory are resources
	Kind   Kind   // of its target
	Target int64  // percent, or thousandths
	Rate   int64  // of a Loop: thousandths of a metric that is no resource, for each thousandth of a core of demand
}

// cpu reports whether readiness decides which samples count.
func (m *Metric) cpu() bool {
	return m.Name == "cpu" && (m.Source == Resource || m.Source == ContainerResource)
}

// Spec is an autoscaler.
type Spec struct {
	Bounds
	Metrics  []Metric  // the largest of their proposals counts
	Behavior *Behavior // nil is no stanza
}

// Config is how the controller was started.
type Config struct {
	Tolerance     Tolerance // around targets
	Patience      Patience  // with young pods
	Window        Span      // wishes are held this long before replicas go down
	Factor        float64   // without a behavior stanza a sync goes up to this many times what runs
	Least         int32     // or to this many
	OwnTolerances bool      // the tolerances of the stanza count: KEP-4951
	ToZero        bool      // the autoscaler may scale to zero and back: KEP-2021
}

// Shipped is the configuration that Kubernetes v1.37 ships.
func Shipped() Config {
	return Config{
		Tolerance: Tolerance{Up: 0.1, Down: 0.1},
		Patience:  Patience{Init: 300 * Second, Delay: 30 * Second},
		Window:    300 * Second, Factor: 2, Least: 4, OwnTolerances: true, ToZero: true,
	}
}

// tolerance is the band that counts for an autoscaler.
func (c *Config) tolerance(b *Behavior) Tolerance {
	t := c.Tolerance
	if b == nil || !c.OwnTolerances {
		return t
	}
	if b.Up.Tolerance != nil {
		t.Up = *b.Up.Tolerance
	}
	if b.Down.Tolerance != nil {
		t.Down = *b.Down.Tolerance
	}
	return t
}
