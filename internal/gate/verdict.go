package gate

import "iter"

// Verdict is the judgement on all scenarios, however many: subjects are kept
// packed, at about a kilobyte each, and what all of them come to is counted on
// the way in. It is not for use by several goroutines at once.
type Verdict struct {
	Tool    string    // name and version of the program
	LeftOut []LeftOut // files that were not judged, in the order in which they were found

	subjects pack
	status   Status          // the worst
	counts   [Failed + 1]int // of checks, by status; of Failed also of subjects
	internal bool            // whether something failed that is not for the caller to mend
}

// LeftOut is a file beside the scenarios that was not judged. Every report says
// so: a plan that nobody looked at must not seem to have passed.
type LeftOut struct {
	File   string // as it was found
	Reason string // why, after the name of the file: "hidden"
}

// NewVerdict is the verdict on some scenarios.
func NewVerdict(tool string, subjects ...Subject) *Verdict {
	v := &Verdict{Tool: tool}
	for i := range subjects {
		v.Add(&subjects[i])
	}
	return v
}

// Add adds a copy of a subject, after those that are there.
func (v *Verdict) Add(s *Subject) {
	v.subjects.add(s)
	v.status = max(v.status, s.Status())
	if s.Error != "" {
		v.counts[Failed]++
		v.internal = v.internal || !s.Usage
	}
	for i := range s.Checks {
		c := &s.Checks[i]
		v.counts[c.Status]++
		v.internal = v.internal || c.Status == Failed && !c.Usage
	}
}

// All are the subjects in the order in which they were given, each a copy of its
// own.
func (v *Verdict) All() iter.Seq[*Subject] { return v.subjects.all() }

// Len is how many subjects there are.
func (v *Verdict) Len() int { return v.subjects.len }

// Status is the worst status of all scenarios.
func (v *Verdict) Status() Status { return v.status }

// Usage reports whether everything that failed is for the caller to mend.
func (v *Verdict) Usage() bool { return !v.internal }

// Count is how many checks have a status.
func (v *Verdict) Count(status Status) int { return v.counts[status] }
