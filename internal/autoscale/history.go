package autoscale

// Wish is a number of replicas that was once proposed, or asked for.
type Wish struct {
	At       Span  // when
	Replicas int32 // how many
}

// Memory is what a controller remembers of its wishes.
type Memory interface {
	// Note remembers a wish.
	Note(w Wish)
	// Stabilize is the largest of a wish and of those of the window, its edge
	// included, and remembers the wish.
	Stabilize(wish int32, now, window Span) int32
	// StabilizeBoth raises current to the lowest wish of the up window and lowers it to
	// the highest of the down window, each without its edge, and remembers the wish.
	StabilizeBoth(wish, current int32, now, up, down Span) int32
}

// History is a memory that keeps wishes as the controller does, in slots that are taken
// anew. It takes wishes in any order of time.
type History []Wish

// Note remembers a wish.
func (h *History) Note(w Wish) { *h = append(*h, w) }

// Stabilize takes the last slot that is older than the window if there is one (H:
// stabilizeRecommendation).
func (h *History) Stabilize(wish int32, now, window Span) int32 {
	most, old := wish, -1
	for i, w := range *h {
		switch {
		case now-w.At > window:
			old = i
		case w.Replicas > most:
			most = w.Replicas
		}
	}
	h.put(old, Wish{now, wish})
	return most
}

// StabilizeBoth takes the last slot that is older than both windows if there is one (H:
// stabilizeRecommendationWithBehaviors).
func (h *History) StabilizeBoth(wish, current int32, now, up, down Span) int32 {
	lowest, highest, old := wish, wish, -1
	for i, w := range *h {
		age := now - w.At
		if age < up {
			lowest = min(lowest, w.Replicas)
		}
		if age < down {
			highest = max(highest, w.Replicas)
		}
		if age > up && age > down {
			old = i
		}
	}
	h.put(old, Wish{now, wish})
	return min(max(current, lowest), highest)
}

func (h *History) put(slot int, w Wish) {
	if slot >= 0 {
		(*h)[slot] = w
		return
	}
	*h = append(*h, w)
}
