package cli

import (
	"cmp"
	"strings"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sketch"
)

// pictures draws the cost and the users of a plan with characters.
func (p *program) pictures(r *plan.Result, o report.Options) []string {
	charts := report.NewCharts(r, o)
	on := sketch.Options{Width: o.Width, ASCII: !p.showsUnicode()}
	return sketch.Lines(on, sketch.Cost(charts), sketch.Users(charts))
}

// brief draws the cost of a plan in few lines.
func (p *program) brief(r *plan.Result, o report.Options) []string {
	return sketch.Lines(sketch.Options{Width: o.Width, ASCII: !p.showsUnicode()}, sketch.Brief(report.NewCharts(r, o)))
}

// showsUnicode asks the locale, as POSIX orders its variables. Where it says
// nothing, as in containers and on Windows, the answer is yes: tables hold
// Unicode too, and nearly every terminal shows it.
func (p *program) showsUnicode() bool {
	locale := strings.ToLower(cmp.Or(p.getenv("LC_ALL"), p.getenv("LC_CTYPE"), p.getenv("LANG")))
	return locale == "" || strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
}
