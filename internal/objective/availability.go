package objective

import (
	"math"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/redundancy"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Needed is a part without which a request fails, and how available it is.
type Needed struct {
	Name  string      // of the store, the service outside or the pool
	Path  string      // of the availability that is stated
	Of    *unit.Ratio // the availability that is stated, of one where there are several
	Share float64     // share of the requests that need it
	Value float64     // availability of the part to all requests

	Region    string // of servers, where fewest are to spare
	Month     int    // the same
	Most, All int    // servers that the load needs, and that there are; 0 of other parts
}

// InSeries is how many of the third parties a request cannot do without, and the
// availability that they leave together: each to the power of their number.
func InSeries(d *model.Dependencies) (critical, availability float64) {
	critical = float64(d.Count)
	if d.Critical != nil {
		critical *= float64(*d.Critical)
	}
	return critical, elementary.Pow(float64(d.Availability), critical)
}

// Availability is the most that the stated parts allow, one after the other: third
// parties, and what [Parts] lists. It is nil when none is stated.
func Availability(s *model.Scenario, p *capacity.Plan) *float64 {
	if !s.StatesAvailability() {
		return nil
	}
	most := 1.0
	if d := s.Objectives.Dependencies; d != nil {
		_, most = InSeries(d)
	}
	for _, part := range Parts(s, p) {
		most *= part.Value
	}
	return &most
}

// Parts lists what a request needs beside third parties, as far as its availability is
// stated: the database and the other stores that cache nothing, services outside that users
// wait for, and the servers of each pool.
//
// Of a service outside that only a share c of the calls needs, 1 − c·(1 − A) is left. Of n
// servers k carry the load, and the part is up while k of n are: see package redundancy.
// It is told of the region and month in which that is least.
func Parts(s *model.Scenario, p *capacity.Plan) (all []Needed) {
	single := func(name, path string, of *unit.Ratio, share float64) {
		all = append(all, Needed{Name: name, Path: path, Of: of, Share: share, Value: 1 - float64(share*(1-float64(*of)))})
	}
	if s.Database != nil && s.Database.Availability != nil {
		single("write primary", "database.availability", s.Database.Availability, 1)
	}
	for i := range s.Stores {
		if st := &s.Stores[i]; st.Availability != nil && st.Caches == "" {
			single(st.Name, "stores."+st.Name+".availability", st.Availability, 1)
		}
	}
	for i := range s.Services {
		if svc := &s.Services[i]; svc.Outside && svc.Availability != nil {
			single(svc.Name, "services."+svc.Name+".availability", svc.Availability, shareNeeding(s, svc))
		}
	}
	if s.Nodes.Availability != nil {
		all = append(all, servers(s, p.Regions, "nodes", "nodes.availability", s.Nodes.Availability, s.Nodes.Spare))
	}
	for i := range s.Pools {
		if pool := &s.Pools[i]; pool.Availability != nil {
			all = append(all, servers(s, p.Pools[i].Regions, pool.Name, "pools."+pool.Name+".availability", pool.Availability, pool.Spare))
		}
	}
	return all
}

// shareNeeding is the largest share of the calls of any service that users wait for which
// call a service; all of them where users call it.
func shareNeeding(s *model.Scenario, svc *model.Service) float64 {
	if !svc.Called || len(svc.Serves) > 0 {
		return 1
	}
	share := 0.0
	for i := range s.Services {
		for k := range s.Services[i].Uses {
			if use := &s.Services[i].Uses[k]; use.Name == svc.Name && use.Calls != nil && s.Services[i].Awaited() {
				share = max(share, min(float64(*use.Calls), 1))
			}
		}
	}
	return share
}

// servers are the servers of a pool, in the region and month in which fewest are to spare.
func servers(s *model.Scenario, regions []capacity.Region, name, path string, of *unit.Ratio, spare unit.Count) Needed {
	least := Needed{Name: name, Path: path, Of: of, Share: 1, Value: 1}
	for r := range regions {
		for month, nodes := range regions[r].Nodes {
			n := int(min(math.Ceil(nodes), math.MaxInt32))
			k := max(n-int(spare), 1)
			if n == 0 {
				continue
			}
			if a := redundancy.KOfN(k, n, float64(*of)); a < least.Value || least.All == 0 {
				least.Value, least.Month, least.Most, least.All = a, month, k, n
				if r < len(s.Regions) {
					least.Region = s.Regions[r].Name
				}
			}
		}
	}
	return least
}
