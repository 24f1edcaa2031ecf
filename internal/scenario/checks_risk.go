package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/copula"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// risks checks that what a risk costs can happen, in months that exist.
func (c *checker) risks() {
	for i := range c.s.Risks {
		r := &c.s.Risks[i]
		path := "risks." + r.Name
		for _, cost := range []struct {
			key string
			set bool
		}{{"impact", r.Impact != nil}, {"monthly", r.Monthly != nil}, {"overrun", r.Overrun != nil}} {
			if cost.set && r.Probability == nil {
				c.at(path+"."+cost.key, codeRiskForm, "add probability: 20%", "the risk %q costs something, but nobody says how probable it is", r.Name)
				break
			}
		}
		if r.Lasts != nil && r.Monthly == nil && r.Overrun == nil {
			c.warn(path+".lasts", codeUnusedLasts, "add monthly or overrun, or leave lasts out", "nothing of the risk %q lasts", r.Name)
		}
		first, last := r.Window(c.s.Months())
		switch {
		case r.From.Set && first < 1:
			c.at(path+".from", codeOutOfRange, "month 1 is the first after today", "a risk cannot begin in month %d", first)
		case first > last && r.To.Set:
			c.at(path+".to", codeOutOfRange, "", "the risk begins in month %d at the latest, before month %d, the earliest", last, first)
		}
	}
}

// maxCorrelated bounds the inputs that correlate, and so the size of the matrix.
const maxCorrelated = 200

// correlations checks that each correlation is between uncertain inputs, that no
// pair has two of them, and that all of them can hold together.
func (c *checker) correlations() {
	ok := true
	pairs, known := map[[2]string]string{}, map[string]bool{}
	for i := range c.s.Correlations {
		x := &c.s.Correlations[i]
		for j := range x.Between {
			ok = c.correlated(x, j) && ok
			known[x.Between[j]] = true
		}
		if len(x.Between) < 2 {
			c.at("correlations."+x.Name+".between", codeCorrelation, "write [path, path]", "a correlation is between two inputs or more")
			ok = false
		}
		ok = c.pairs(x, pairs) && ok
	}
	if len(known) > maxCorrelated {
		c.at("correlations", codeTooMany, "", "%d correlated inputs; the limit is %d", len(known), maxCorrelated)
	} else if ok {
		c.possible()
	}
}

// correlated checks an input that a correlation names. One that an override
// makes certain, or takes away, is no mistake of the file: nothing correlates
// with what is known.
func (c *checker) correlated(x *model.Correlation, i int) bool {
	name, at := x.Between[i], c.element("correlations."+x.Name+".between", i)
	if in := c.inputs.Find(name); in != nil && in.Distribution != nil || c.overridden(name) {
		return true
	} else if in != nil {
		c.at(at, codeCorrelation, fmt.Sprintf("make %s uncertain, such as an interval, or leave it out here", name), "%s is certain (%s), so that nothing can correlate with it", name, in.Text)
		return false
	}
	var names []string
	for _, in := range c.inputs.Uncertain() {
		names = append(names, in.Path)
	}
	c.at(at, codeUnknownPath, suggest(name, names), "%q is no uncertain input of this scenario", name)
	return false
}

// overridden reports whether what stands at a path, or above it, is from an override.
func (c *checker) overridden(path string) bool {
	for ; path != ""; path = parent(path) {
		if p, ok := c.tree.places[path]; ok {
			return c.tree.source(p.value) != c.tree.sources[0]
		}
	}
	return false
}

// pairs notes the pairs of a correlation, and reports the first that is there already.
func (c *checker) pairs(x *model.Correlation, known map[[2]string]string) bool {
	for i, b := range x.Between {
		for _, a := range x.Between[:i] {
			at := c.element("correlations."+x.Name+".between", i)
			pair := [2]string{min(a, b), max(a, b)}
			switch other, twice := known[pair]; {
			case a == b:
				c.at(at, codeCorrelation, "name it once", "%s is there twice", b)
				return false
			case twice:
				c.at(at, codeCorrelation, "keep one of them", "%q already correlates %s with %s", other, a, b)
				return false
			}
			known[pair] = x.Name
		}
	}
	return true
}

// possible checks that the correlations do not contradict each other: that their
// matrix is positive definite.
func (c *checker) possible() {
	_, err := copula.New(c.inputs.Correlated(c.s.Correlations))
	var fault *copula.ImpossibleError
	if !errors.As(err, &fault) {
		return
	}
	var names []string
	last := ""
	for _, x := range c.s.Correlations {
		inside := 0
		for _, i := range fault.Variables {
			if slices.Contains(x.Between, c.inputs[i].Path) {
				inside++
			}
		}
		if inside > 1 {
			last = x.Name
			names = append(names, fmt.Sprintf("%q (%s)", x.Name, c.format(unit.KindRatio, float64(x.Rank))))
		}
	}
	if n := len(names); n > 1 {
		c.at("correlations", codeCorrelation, "bring one of them nearer to 0%", "the correlations %s and %s cannot hold together", strings.Join(names[:n-1], ", "), names[n-1])
	} else {
		c.at("correlations."+last+".rank", codeCorrelation, "bring it nearer to 0%", "the correlation %s cannot hold between all of its inputs", names[0])
	}
}
