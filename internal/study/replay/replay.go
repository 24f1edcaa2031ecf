package replay

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
)

// Play answers a question. A service of an unknown name is an error.
func Play(q *Question) (*Answer, error) {
	s := q.Result.Scenario
	for _, name := range q.Services {
		if !slices.ContainsFunc(s.Services, func(v model.Service) bool { return v.Name == name }) {
			return nil, fmt.Errorf("there is no service %q", name)
		}
	}
	a := &Answer{Question: q}
	var last []*part
	for _, month := range q.Months {
		last = last[:0]
		for i := range q.Result.Capacity.Deployments {
			dep := &q.Result.Capacity.Deployments[i]
			if len(q.Services) > 0 && !slices.Contains(q.Services, s.Services[dep.Service].Name) {
				continue
			}
			if p, ok := q.part(dep, month); ok {
				a.Runs = append(a.Runs, q.play(p, month))
				for _, left := range p.left {
					if !slices.Contains(a.Skipped, left) {
						a.Skipped = append(a.Skipped, left)
					}
				}
				last = append(last, p)
			}
		}
	}
	for i := range s.Services {
		if s.Services[i].Outside {
			a.Skipped = append(a.Skipped, s.Services[i].Name+" is run by somebody else")
		}
	}
	if q.Sweep {
		q.sweep(last, a)
	}
	return a, nil
}
