package simulation

// Batch is the futures of one replicate, for export.
type Batch struct {
	Replicate int         // its number, from 0
	Columns   []string    // sources, then figures and series at the target's month (the last one of those not kept by month)
	Rows      [][]float64 // by point of the replicate; NaN where there is no value

	outcome *Outcome
}

func newBatch(j *job) *Batch {
	b := &Batch{outcome: j.out}
	b.Columns = append(b.Columns, j.out.Sources...)
	for _, m := range j.metrics {
		b.Columns = append(b.Columns, m.Name)
	}
	return b
}

// next is an empty batch of another replicate.
func (b *Batch) next(replicate int) *Batch {
	return &Batch{Replicate: replicate, Columns: b.Columns, outcome: b.outcome}
}

// add appends the future at a place of the block.
func (b *Batch) add(f *future, place int, r *recorder) {
	values := make([]float64, 0, len(b.Columns))
	for i := range f.numbers {
		values = append(values, f.numbers[i].x[place])
	}
	for i := range f.risks {
		values = append(values, f.risks[i].began())
	}
	for _, g := range r.gauges {
		month := g.from
		if g.Metric.Series {
			month = max(b.outcome.Target.Month, month)
		}
		values = append(values, g.value(month))
	}
	b.Rows = append(b.Rows, values)
}
