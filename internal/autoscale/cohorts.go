package autoscale

import "math"

// cohort are pods that were created at one sync.
type cohort struct {
	born Span
	pods int64
}

// cohorts are the pods of a service by age, the oldest first. The pods that go are the
// youngest: Pending ones first, then those that are not ready, then the ready ones, each
// the newest first, and those are the same order.
type cohorts struct {
	list  []cohort
	edge  [ages]int   // the first cohort that is younger than an age
	older [ages]int64 // pods that have reached an age
	all   int64
	at    [ages]Span
	next  Span // when the next cohort reaches an age
}

// reset starts with pods that were created an hour ago.
func (c *cohorts) reset(at [ages]Span, pods int64) {
	*c = cohorts{list: append(c.list[:0], cohort{-3600 * Second, pods}), all: pods, at: at}
	c.advance(0)
}

// advance lets time pass up to now.
func (c *cohorts) advance(now Span) {
	if now < c.next {
		return
	}
	c.next = math.MaxInt64
	least := len(c.list)
	for i := range c.at {
		for c.edge[i] < len(c.list) {
			x := &c.list[c.edge[i]]
			if due := x.born + c.at[i]; due > now {
				c.next = min(c.next, due)
				break
			}
			c.older[i] += x.pods
			c.edge[i]++
		}
		least = min(least, c.edge[i])
	}
	if least > 64 {
		c.merge(least)
	}
}

// merge makes one cohort of the first n, which have reached all ages.
func (c *cohorts) merge(n int) {
	sum := int64(0)
	for i := range n {
		sum += c.list[i].pods
	}
	c.list[n-1].pods = sum
	c.list = append(c.list[:0], c.list[n-1:]...)
	for i := range c.edge {
		c.edge[i] -= n - 1
	}
}

// create adds pods that begin at a moment, not before those that are there.
func (c *cohorts) create(pods int64, born Span) {
	c.list = append(c.list, cohort{born, pods})
	c.all += pods
	for i := range c.at {
		c.next = min(c.next, born+c.at[i])
	}
}

// remove takes the youngest away until so many are left.
func (c *cohorts) remove(to int64) {
	for c.all > to {
		last := len(c.list) - 1
		x := &c.list[last]
		gone := min(x.pods, c.all-to)
		x.pods -= gone
		c.all -= gone
		for i := range c.edge {
			if c.edge[i] > last {
				c.older[i] -= gone
			}
			if x.pods == 0 {
				c.edge[i] = min(c.edge[i], last)
			}
		}
		if x.pods == 0 {
			c.list = c.list[:last]
		}
	}
}
