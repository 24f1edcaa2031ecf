package replay

import (
	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/profile"
)

// Question is what to play.
type Question struct {
	Result   *plan.Result              // the plan
	Months   []int                     // of it
	Services []string                  // by name; all that run in replicas when empty
	Load     Load                      // over the week
	Pods     Pods                      // how they come
	Scaling  Scaling                   // in place of what the scenario says
	Specs    map[string]autoscale.Spec // of services by name: the autoscalers that they have, in place of the scenario's
	Sweep    bool                      // targets and windows too
	Explain  int                       // the sync to tell about; −1 for none
}

// Load is the shape of the week.
type Load struct {
	Shape  string        // a name of package profile; empty is that of the scenario
	Own    *profile.Week // in place of a shape
	Peak   float64       // over the mean; 0 is that of the scenario, of a named shape its own
	Noise  float64       // of each minute, as a share
	Spikes int           // times of extraordinary load
	Size   float64       // their height, as a multiple of the load without them
	Seed   uint64        // of noise and spikes
}

// Pods is how pods of all services come.
type Pods struct {
	Tick    autoscale.Span // from sync to sync; divides a minute
	Pending autoscale.Span // until a pod runs
	Ready   autoscale.Span // until it serves
	Scrape  autoscale.Span // until it has a sample, after it runs
	Window  autoscale.Span // that a sample is measured over
	Lag     int            // how many syncs old samples are
	Boot    float64        // what a pod uses before it is ready, as a share of its request
	Nodes   string         // how servers follow: NodesNever, ByClusterAutoscaler or ByKarpenter
	Limit   float64        // what it can use, as a multiple of its request
}

// How servers follow.
const (
	NodesNever          = "" // there is room for all replicas
	ByClusterAutoscaler = "cluster-autoscaler"
	ByKarpenter         = "karpenter"
)

// Usual are the pods of a service that starts within a minute.
func Usual() Pods {
	return Pods{
		Tick: 15 * autoscale.Second, Pending: 5 * autoscale.Second, Ready: 60 * autoscale.Second,
		Scrape: 30 * autoscale.Second, Window: 15 * autoscale.Second, Boot: 0.1, Limit: 1,
	}
}

// Scaling is what is tried in place of the scenario's.
type Scaling struct {
	Target   float64             // CPU utilisation; 0 is that of the service
	Window   *autoscale.Span     // for which replicas do not go down; nil is 300 s
	Behavior *autoscale.Behavior // a stanza; its down window is Window where that is set
}

// Answer is what came of it.
type Answer struct {
	Question *Question // that was asked
	Runs     []Run     // by month, then service
	Skipped  []string  // services that were not played, and why
	Targets  []Trial   // of a sweep of the target, in the last month
	Windows  []Trial   // and of the down window
}
