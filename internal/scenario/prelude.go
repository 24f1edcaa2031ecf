package scenario

import (
	"errors"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// prelude reads what the meaning of other values depends on: the currency, the
// exchange rates and the hours of a month. Faults in the rates and hours are
// reported when their turn in the file comes.
func (d *decoder) prelude(root *yaml.Node) {
	d.rates = map[string]float64{}
	if n := child(root, "currency"); n != nil && n.Kind == yaml.ScalarNode && !isNull(n) {
		d.currency = d.code(n)
		d.options.Currency = d.currency
	}
	for _, p := range pairs(child(child(root, "fx"), "rates")) {
		d.rates[p.key.Value] = quietly(p.value, 1)
	}
	d.frame = frameOf(root)
	d.options.HoursPerMonth = quietly(child(child(root, "assumptions"), "hours_per_month"), 730)
}

// frame is when a plan begins, and how many months it has; 0 when one of both is wrong.
type frame struct {
	start  unit.Date
	months int
}

// frameOf reads the frame; faults are reported when their turn in the file comes.
func frameOf(root *yaml.Node) (f frame) {
	start, horizon := child(root, "start"), child(root, "horizon")
	if start == nil || horizon == nil {
		return f
	}
	var err error
	if f.start, err = unit.ParseDate(start.Value); err != nil {
		return frame{}
	}
	v, err := unit.Parse(unit.KindMonths, horizon.Value, unit.Options{})
	if err != nil || !(v.Number >= 1 && v.Number <= model.MaxHorizon) {
		return frame{}
	}
	f.months = int(v.Number)
	return f
}

// code reads an ISO 4217 code.
func (d *decoder) code(n *yaml.Node) string {
	v, err := unit.Parse(unit.KindMoney, n.Value+" 1", unit.Options{})
	if err == nil && v.Currency == n.Value {
		return v.Currency
	}
	hint := "write an ISO 4217 code such as USD, EUR or TRY"
	var fault *unit.Error
	switch {
	case err == nil: // a sign such as $
		hint = "write " + v.Currency
	case errors.As(err, &fault) && strings.HasPrefix(fault.Hint, "did you mean"):
		hint = fault.Hint
	}
	d.fail(n, codeUnknownCurrency, hint, "%q is not a currency", n.Value)
	return ""
}

// quietly reads a bare number, or falls back without a word.
func quietly(n *yaml.Node, fallback float64) float64 {
	if n == nil || n.Kind != yaml.ScalarNode {
		if w := child(n, "worth"); w != nil {
			return quietly(w, fallback)
		}
		return fallback
	}
	v, err := unit.Parse(unit.KindCount, n.Value, unit.Options{})
	if err != nil || v.Number <= 0 {
		return fallback
	}
	return v.Number
}
