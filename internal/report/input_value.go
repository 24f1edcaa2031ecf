package report

import (
	"fmt"
	"strconv"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// ends writes what a source is moved to: values of an input, or what a risk does.
func ends(b *sensitivity.Bar, code string) (low, high string) {
	if b.Risk() {
		return "does not", fmt.Sprintf("month %.0f", b.High.Input)
	}
	return inputValue(b.Input, b.Low.Input, code), inputValue(b.Input, b.High.Input, code)
}

// inputValue writes a value of an input to three digits, in the unit that the
// scenario writes it in last.
func inputValue(in *model.Input, x float64, code string) string {
	value := unit.Value{Number: digits(x, 3)}
	if in.Kind.Money() {
		value.Currency = code
		return unit.Display(in.Kind, value)
	}
	units := unitPattern().FindAllStringSubmatch(in.Text, -1)
	if in.Kind == unit.KindGrowth && !alike(units) {
		return unit.Display(unit.KindRatio, value) // per what, the text alone does not say
	}
	if len(units) > 0 {
		suffix := units[len(units)-1][1]
		if one, err := unit.Parse(in.Kind, "1"+suffix, unit.Options{}); err == nil && one.Number > 0 {
			return words.Short(digits(x/one.Number, 3), 9) + suffix
		}
	}
	if in.Kind == unit.KindGrowth {
		return unit.Display(unit.KindRatio, value)
	}
	return unit.Display(in.Kind, value)
}

// unitPattern finds what stands behind a number: " GB", "%/quarter", "x".
var unitPattern = pattern.Lazy(`[0-9]( ?[a-zA-Zµ%×/][a-zA-Z%/-]*)`)

// alike reports whether all units with a period have the same one.
func alike(units [][]string) bool {
	period := ""
	for _, u := range units {
		found := periodPattern().FindString(u[1])
		if period != "" && found != "" && found != period {
			return false
		}
		period = max(period, found)
	}
	return true
}

var periodPattern = pattern.Lazy(`/[a-z]+`)

// digits keeps so many significant digits.
func digits(x float64, n int) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', n, 64), 64)
	if err != nil {
		return x
	}
	return rounded
}
