package capacity

import (
	"math"
	"slices"
)

// epoch is a span of months in which the same regions are open.
type epoch struct {
	from    int
	open    []bool    // by region
	share   []float64 // users served by each region, by region
	cdn     float64   // share of the users whose region the CDN serves
	readers readers
	serving [][]int // by service and region: the region that answers its calls
}

// route compiles which region answers which calls in each epoch. Users near a
// region that is not open are served by the first one; calls to a service that
// does not run in a region go to the region with the database primary if it
// runs there, else to the first open region that runs it, else to the first.
func (m *Model) route() {
	starts := []int{0}
	for i := range m.regions {
		if from := m.regions[i].From.Or(0); !slices.Contains(starts, from) {
			starts = append(starts, from)
		}
	}
	slices.Sort(starts)
	for _, from := range starts {
		m.epochs = append(m.epochs, m.newEpoch(from))
	}
	m.epochOf = make([]int, m.months+1)
	for month := range m.epochOf {
		for e := range m.epochs {
			if month >= m.epochs[e].from {
				m.epochOf[month] = e
			}
		}
	}
	for s := range m.scenario.Services {
		placed := make([]int, len(m.regions))
		for r := range m.regions {
			placed[r] = -1
			if !m.scenario.Services[s].Outside && m.serves(s, r) {
				g := &m.grounds[m.groundOf[s]]
				g.located[r] = append(g.located[r], len(m.deployments))
				placed[r] = len(m.deployments)
				m.deployments = append(m.deployments, deployment{service: s, region: r, share: make([]float64, len(m.epochs)), near: make([]float64, len(m.epochs))})
			}
		}
		m.placed = append(m.placed, placed)
	}
}

// span is the months of epoch e within the horizon, the end excluded.
func (m *Model) span(e int) (from, to int) {
	from, to = m.epochs[e].from, m.months+1
	if e+1 < len(m.epochs) {
		to = min(to, m.epochs[e+1].from)
	}
	return min(from, to), to
}

func (m *Model) newEpoch(from int) epoch {
	n := len(m.regions)
	e := epoch{from: from, open: make([]bool, n), share: make([]float64, n)}
	for r := range m.regions {
		e.open[r] = m.regions[r].From.Or(0) <= from
	}
	for s := range m.scenario.Services {
		serving := make([]int, n)
		for r := range serving {
			serving[r] = m.answering(s, r, e.open)
		}
		e.serving = append(e.serving, serving)
	}
	m.newReaders(&e)
	return e
}

// answering is the region that answers calls to service s made in region r.
func (m *Model) answering(s, r int, open []bool) int {
	if m.listed(s, r) && open[r] {
		return r
	}
	first := -1
	for other := range m.regions {
		if !open[other] || !m.listed(s, other) {
			continue
		}
		if m.regions[other].Database.Role == "primary" {
			return other
		}
		if first < 0 {
			first = other
		}
	}
	return max(first, 0)
}

// listed reports whether the scenario runs service s in region r.
func (m *Model) listed(s, r int) bool {
	return slices.Contains(m.regions[r].Services, "all") ||
		slices.Contains(m.regions[r].Services, m.scenario.Services[s].Name)
}

// serves reports whether region r answers calls to service s in some epoch.
func (m *Model) serves(s, r int) bool {
	for e := range m.epochs {
		if slices.Contains(m.epochs[e].serving[s], r) {
			return true
		}
	}
	return false
}

// share splits the users over the regions and the calls over the deployments, by
// epoch. The regions' shares are relative to their sum, which is 1 unless they
// were drawn one by one. Nothing is done again while they are as they were.
func (m *Model) share() {
	total, changed := 0.0, false
	for r := range m.regions {
		users := float64(m.regions[r].Users)
		changed, m.users[r], total = changed || users != m.users[r], users, total+users
	}
	if !changed && m.shared {
		return
	}
	m.shared = true
	if total == 0 || math.Abs(total-1) < 1e-9 {
		total = 1
	}
	for i := range m.epochs {
		e := &m.epochs[i]
		clear(e.share)
		e.cdn = 0
		for r := range m.regions {
			at := r
			if !e.open[r] {
				at = 0
			}
			users := float64(m.regions[r].Users) / total
			e.share[at] += users
			if m.regions[at].CDN {
				e.cdn += users
			}
		}
		m.readShares(e)
		for d := range m.deployments {
			dep := &m.deployments[d]
			dep.share[i], dep.near[i] = 0, 0
			for r, at := range e.serving[dep.service] {
				if at == dep.region {
					dep.share[i] += e.share[r]
					if m.regions[r].CDN {
						dep.near[i] += e.share[r]
					}
				}
			}
		}
	}
	m.accompany()
}
