package contract

import "math"

// network is the residual graph of a flow from month 0 to the last node: an arc for
// each contract over its term, one for each month on demand whose cost rises with
// its flow, and one back for what is unused. Flows are whole ticks, so that a path
// always moves something and the search ends.
type network struct {
	arcs   []arc      // contracts
	out    [][]int    // arcs that begin at a node
	in     [][]int    // and those that end there
	demand []stairs   // on demand, from node m to m+1
	unused []int      // ticks, from node m+1 back to m
	height []float64  // potential of each node
	search pathSearch // reused between searches
}

// arc is a product bought in one month.
type arc struct {
	from, to int
	cost     float64 // of one tick
	flow     int
}

// stairs is an arc whose cost rises in steps: width ticks at each cost. The first
// full steps, and part ticks of the next, are taken.
type stairs struct {
	cost  []float64
	width []int
	full  int
	part  int
}

// forward is what one more tick costs, and how many do.
func (s *stairs) forward() (cost float64, room int) {
	if s.full == len(s.cost) {
		return math.Inf(1), 0
	}
	return s.cost[s.full], s.width[s.full] - s.part
}

// backward is what one tick less saves, and how many do.
func (s *stairs) backward() (cost float64, room int) {
	switch {
	case s.part > 0:
		return s.cost[s.full], s.part
	case s.full > 0:
		return s.cost[s.full-1], s.width[s.full-1]
	}
	return math.Inf(-1), 0
}

// move takes so many ticks more, or fewer, within one step.
func (s *stairs) move(ticks int) {
	if ticks < 0 && s.part == 0 {
		s.full--
		s.part = s.width[s.full]
	}
	s.part += ticks
	if s.full < len(s.cost) && s.part == s.width[s.full] {
		s.full, s.part = s.full+1, 0
	}
}

// link says over which residual arc a path reaches a node.
type link struct {
	from int
	kind kind
	arc  int // of a contract
	room int
}

type kind uint8

const (
	unreached  kind = iota
	onDemand        // a month more on demand
	lessDemand      // a month less of it
	waste           // unused
	lessWaste       // less of that
	buy             // a contract more
	sell            // one less
)

// pathSearch is the state of one search for a shortest path.
type pathSearch struct {
	far  []float64 // from node 0, in reduced costs
	by   []link
	done []bool
}

func newNetwork(months int) *network {
	n := months + 1
	return &network{
		out: make([][]int, n), in: make([][]int, n), demand: make([]stairs, months), unused: make([]int, months), height: make([]float64, n),
		search: pathSearch{make([]float64, n), make([]link, n), make([]bool, n)},
	}
}

func (g *network) add(from, to int, cost float64) {
	g.out[from] = append(g.out[from], len(g.arcs))
	g.in[to] = append(g.in[to], len(g.arcs))
	g.arcs = append(g.arcs, arc{from: from, to: to, cost: cost})
}

// send moves ticks from the first node to the last at the least cost.
func (g *network) send(ticks int) {
	for ticks > 0 {
		g.shortest()
		moved := ticks
		last := len(g.height) - 1
		for v := last; v != 0; v = g.search.by[v].from {
			moved = min(moved, g.search.by[v].room)
		}
		for v := last; v != 0; v = g.search.by[v].from {
			g.augment(v, moved)
		}
		ticks -= moved
	}
}

// augment moves ticks over the arc by which the path reaches a node.
func (g *network) augment(v, ticks int) {
	switch l := g.search.by[v]; l.kind {
	case onDemand:
		g.demand[l.from].move(ticks)
	case lessDemand:
		g.demand[v].move(-ticks)
	case waste:
		g.unused[v] += ticks
	case lessWaste:
		g.unused[l.from] -= ticks
	case buy:
		g.arcs[l.arc].flow += ticks
	case sell:
		g.arcs[l.arc].flow -= ticks
	}
}

// shortest finds the cheapest path to the last node by reduced costs, which are
// never negative but for the last bit, and raises the potentials.
func (g *network) shortest() {
	s := &g.search
	last := len(g.height) - 1
	for v := range s.far {
		s.far[v], s.done[v], s.by[v] = math.Inf(1), false, link{}
	}
	s.far[0] = 0
	for {
		v, least := -1, math.Inf(1)
		for w, far := range s.far {
			if !s.done[w] && far < least {
				v, least = w, far
			}
		}
		s.done[v] = true
		if v == last {
			break
		}
		g.relax(v)
	}
	for v := range g.height {
		g.height[v] += min(s.far[v], s.far[last])
	}
}

// relax looks at the residual arcs that leave a node.
func (g *network) relax(v int) {
	const endless = math.MaxInt
	if v < len(g.demand) {
		cost, room := g.demand[v].forward()
		g.reach(v, v+1, cost, link{v, onDemand, 0, room})
		g.reach(v, v+1, 0, link{v, lessWaste, 0, g.unused[v]})
	}
	if v > 0 {
		cost, room := g.demand[v-1].backward()
		g.reach(v, v-1, -cost, link{v, lessDemand, 0, room})
		g.reach(v, v-1, 0, link{v, waste, 0, endless})
	}
	for _, a := range g.out[v] {
		g.reach(v, g.arcs[a].to, g.arcs[a].cost, link{v, buy, a, endless})
	}
	for _, a := range g.in[v] {
		g.reach(v, g.arcs[a].from, -g.arcs[a].cost, link{v, sell, a, g.arcs[a].flow})
	}
}

// reach notes a way to node w over node v if it is the shortest so far.
func (g *network) reach(v, w int, cost float64, by link) {
	s := &g.search
	if by.room <= 0 || s.done[w] {
		return
	}
	if far := s.far[v] + max(cost+g.height[v]-g.height[w], 0); far < s.far[w] {
		s.far[w], s.by[w] = far, by
	}
}
