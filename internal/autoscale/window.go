package autoscale

// window is the largest wish of a stretch of time, or the smallest when lowest is set, as
// History finds it, for wishes that come in order of time: a queue of those that are not
// outdone by a later one. The wish in front is the answer.
type window struct {
	span   Span
	lowest bool
	edge   bool // a wish exactly span old still counts
	ring   []Wish
	head   int
	n      int
}

// reset empties the window; it holds as many wishes as syncs fit into it.
func (w *window) reset(span, tick Span, lowest, edge bool) {
	need := 1
	for need < int(span/tick)+3 {
		need *= 2
	}
	if len(w.ring) < need {
		w.ring = make([]Wish, need)
	}
	w.span, w.lowest, w.edge, w.head, w.n = span, lowest, edge, 0, 0
}

func (w *window) slot(i int) *Wish { return &w.ring[(w.head+i)&(len(w.ring)-1)] }

// put takes a wish.
func (w *window) put(x Wish) {
	for w.n > 0 {
		last := w.slot(w.n - 1).Replicas
		if last != x.Replicas && last < x.Replicas == w.lowest {
			break
		}
		w.n--
	}
	*w.slot(w.n) = x
	w.n++
}

// expire drops what is too old. The wish of now always counts, whatever the span.
func (w *window) expire(now Span) {
	for w.n > 1 && !w.counts(now-w.slot(0).At) {
		w.head = (w.head + 1) & (len(w.ring) - 1)
		w.n--
	}
}

func (w *window) counts(age Span) bool { return age < w.span || w.edge && age == w.span }

// first is the answer of the window after a wish was put.
func (w *window) first(now Span) int32 {
	w.expire(now)
	return w.slot(0).Replicas
}

// repeat is as if the last wish had come again at every sync up to a moment.
func (w *window) repeat(now Span) { w.slot(w.n - 1).At = now }

// leaves is the moment at which the answer may change while the last wish repeats: the
// first of which the wish in front is too old.
func (w *window) leaves(soonest Span) Span {
	if w.n < 2 {
		return soonest
	}
	at := w.slot(0).At + w.span
	if w.edge {
		at++
	}
	return min(soonest, at)
}

// windows are the memory of a Loop: the windows of its one autoscaler, for wishes in
// order of time.
type windows struct{ up, down window }

// reset empties the memory for an autoscaler.
func (w *windows) reset(x *Spec, c *Config, tick Span) {
	w.down.reset(c.Window, tick, false, true)
	if b := x.Behavior; b != nil {
		w.down.reset(b.Down.Window, tick, false, false)
		w.up.reset(b.Up.Window, tick, true, false)
	}
}

// Note remembers a wish.
func (w *windows) Note(x Wish) {
	w.down.put(x)
	if w.up.ring != nil {
		w.up.put(x)
	}
}

// Stabilize is that of the down window, whose span is the controller's.
func (w *windows) Stabilize(wish int32, now, _ Span) int32 {
	w.down.put(Wish{now, wish})
	return w.down.first(now)
}

// StabilizeBoth is that of both windows, whose spans are those of the stanza.
func (w *windows) StabilizeBoth(wish, current int32, now, _, _ Span) int32 {
	w.up.put(Wish{now, wish})
	w.down.put(Wish{now, wish})
	return min(max(current, w.up.first(now)), w.down.first(now))
}

// repeat is as if the last wish had come again at every sync up to a moment.
func (w *windows) repeat(now Span) {
	w.down.repeat(now)
	if w.up.ring != nil {
		w.up.repeat(now)
	}
}

// leaves is the first moment at which an answer may change while the last wish repeats.
func (w *windows) leaves(soonest Span) Span {
	return w.up.leaves(w.down.leaves(soonest))
}
